import type { AreaKey } from '../dictionary.ts';
import { admin } from './admin.ts';
import { directory } from './directory.ts';

export const areas: Record<AreaKey, string> = { ...admin, ...directory };
