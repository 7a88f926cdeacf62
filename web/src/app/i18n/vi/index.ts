import { common } from './common.ts';
import { compose } from './compose.ts';
import { mail } from './mail.ts';

export const vi = { ...common, ...mail, ...compose };
