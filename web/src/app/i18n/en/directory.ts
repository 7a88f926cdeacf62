import type { directory as vi } from '../vi/directory.ts';

export const directory: Record<keyof typeof vi, string> = {
  'directory.title': 'Directory',
};
