/** Texts of the areas beside mail: one file a feature. They come when one of the areas is opened. */
import { admin } from './admin.ts';
import { directory } from './directory.ts';

export const areas = { ...admin, ...directory };
