import type { MailKey } from '../dictionary.ts';
import { common } from './common.ts';
import { compose } from './compose.ts';
import { mail } from './mail.ts';

export const en: Record<MailKey, string> = { ...common, ...mail, ...compose };
