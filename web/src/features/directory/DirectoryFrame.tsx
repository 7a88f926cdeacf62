import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AreaFrame } from '../../app/area/AreaFrame.tsx';
import { t } from '../../app/i18n/index.ts';

/** The directory: the tree of organisations at the left, what was chosen of it beside. */
export function DirectoryFrame(): ReactNode {
  return (
    <AreaFrame title={t('directory.title')} home="/directory" side={null}>
      <Outlet />
    </AreaFrame>
  );
}
