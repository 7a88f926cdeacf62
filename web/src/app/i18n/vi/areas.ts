/** Texts of the areas beside mail: one file a feature. They come when one of the areas is opened. */
import { admin } from './admin.ts';
import { audit } from './audit.ts';
import { compliance } from './compliance.ts';
import { delegations } from './delegations.ts';
import { directory } from './directory.ts';
import { find } from './find.ts';
import { form } from './form.ts';
import { lists } from './lists.ts';
import { mailboxes } from './mailboxes.ts';
import { publicDirectory } from './public.ts';
import { regulation } from './regulation.ts';
import { roles } from './roles.ts';

export const areas = {
  ...admin,
  ...audit,
  ...compliance,
  ...delegations,
  ...directory,
  ...find,
  ...form,
  ...lists,
  ...mailboxes,
  ...publicDirectory,
  ...regulation,
  ...roles,
};
