import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { AreaFrame } from '../../app/area/AreaFrame.tsx';
import { t } from '../../app/i18n/index.ts';
import { DirectoryFind } from './find/index.ts';
import { AsOf } from './parts/AsOf.tsx';
import { TreePane } from './tree/TreePane.tsx';

/** The directory: the tree of organisations at the left, what was chosen of it beside; all of it on one day. */
export function DirectoryFrame(): ReactNode {
  return (
    <AreaFrame
      title={t('directory.title')}
      home="/directory"
      side={<TreePane />}
      search={<DirectoryFind testId="directory-search" />}
      tools={<AsOf />}
    >
      <Outlet />
    </AreaFrame>
  );
}
