import type { Dictionary } from '../dictionary.ts';
import { common } from './common.ts';
import { compose } from './compose.ts';
import { mail } from './mail.ts';

export const en: Dictionary = { ...common, ...mail, ...compose };
