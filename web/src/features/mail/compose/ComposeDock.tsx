import { type ReactNode, useEffect } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from '../../../ui/createStore.ts';
import { startAutosave } from './autosave.ts';
import styles from './ComposeDock.module.css';
import { ComposeWindow } from './ComposeWindow.tsx';
import { composers } from './state.ts';
import { Tab } from './Tab.tsx';

/** The messages being written: at the lower right, one beside the other; on a phone one fills the screen. */
export default function ComposeDock(): ReactNode {
  const all = useStore(composers);
  useEffect(startAutosave, []);
  const shown = all.filter((w) => w.phase === 'editing');
  const front = shown.findLast((w) => w.shape !== 'minimised')?.key;
  return createPortal(
    <div className={styles.dock} data-testid="compose-dock">
      {shown.map((w) =>
        w.shape === 'minimised' ? (
          <Tab key={w.key} window={w} />
        ) : (
          <ComposeWindow key={w.key} window={w} front={w.key === front} />
        ),
      )}
    </div>,
    document.body,
  );
}
