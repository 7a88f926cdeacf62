import type { ReactNode } from 'react';

export function DirectoryHome(): ReactNode {
  return null;
}
