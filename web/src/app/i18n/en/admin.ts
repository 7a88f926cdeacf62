import type { admin as vi } from '../vi/admin.ts';

export const admin: Record<keyof typeof vi, string> = {
  'admin.title': 'Administration',
  'admin.pages': 'Pages of the administration',
  'admin.none': 'No page is for your role',
  'admin.noneHint': 'The managing authority grants roles by the regulation.',
};
