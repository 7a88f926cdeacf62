import type { Editor as TextEditor } from '@tiptap/react';
import {
  type DragEvent,
  type KeyboardEvent,
  lazy,
  type ReactNode,
  Suspense,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Icon } from '../../../ui/icons.tsx';
import styles from './ComposeWindow.module.css';
import { Fields } from './Fields.tsx';
import { FileList } from './FileList.tsx';
import { Foot } from './Foot.tsx';
import { attach } from './files.ts';
import { Head } from './Head.tsx';
import { minimise } from './leave.ts';
import type { Window } from './model.ts';
import { QuoteView } from './QuoteView.tsx';
import { trySending } from './trySending.ts';

const Editor = lazy(() => import('./Editor.tsx'));

interface Props {
  window: Window;
  /** The one that fills a phone's screen. */
  front: boolean;
}

/** One message being written. */
export function ComposeWindow({ window: w, front }: Props): ReactNode {
  const [editor, setEditor] = useState<TextEditor | null>(null);
  const root = useRef<HTMLElement>(null);
  const titleId = useId();
  const { over, handlers } = useFileDrop(w.key);
  useFocusReturn(root);
  const expanded = w.shape === 'expanded';

  const onKeyDown = (event: KeyboardEvent) => {
    // Dialogs that belong to the window are elsewhere on the page; their keys arrive here all the same.
    if (!root.current?.contains(event.target as Node)) return;
    // The page's own shortcuts are not for what is written here.
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void trySending(w.key);
    } else if (event.key === 'Escape' && !event.defaultPrevented) {
      event.preventDefault();
      minimise(w.key);
    }
  };

  return (
    <>
      {expanded && <div className={styles.scrim} aria-hidden="true" onClick={() => minimise(w.key)} />}
      <section
        ref={root}
        role="dialog"
        aria-labelledby={titleId}
        aria-modal={expanded || undefined}
        className={[styles.window, expanded ? styles.expanded : '', front ? styles.front : ''].join(' ')}
        onKeyDown={onKeyDown}
        data-testid="compose"
        {...handlers}
      >
        <Head window={w} titleId={titleId} />
        {w.problem && (
          <p className={styles.problem} role="alert" data-testid="compose-problem">
            <Icon name="alert" size={17} />
            <span>{w.problem}</span>
          </p>
        )}
        <div className={`scroll ${styles.scroll}`}>
          <Fields window={w} />
          <Suspense fallback={<div className={styles.waiting} />}>
            <Editor window={w} onReady={setEditor} />
          </Suspense>
          {w.quote && <QuoteView window={w} />}
        </div>
        <FileList window={w} />
        <Foot window={w} editor={editor} />
        {over && (
          <div className={styles.drop} aria-hidden="true">
            <Icon name="clip" size={26} />
            {t('compose.dropHere')}
          </div>
        )}
      </section>
    </>
  );
}

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes('Files');

function useFileDrop(key: string) {
  const [depth, setDepth] = useState(0);
  const handlers = {
    onDragEnter: (event: DragEvent) => hasFiles(event) && setDepth((d) => d + 1),
    onDragLeave: (event: DragEvent) => hasFiles(event) && setDepth((d) => Math.max(0, d - 1)),
    onDragOver: (event: DragEvent) => hasFiles(event) && event.preventDefault(),
    // Before the editor, which would take a picture for itself.
    onDropCapture: (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.stopPropagation();
      setDepth(0);
      const files = [...event.dataTransfer.items].flatMap((item) => {
        // A folder has no octets to send.
        if (item.kind !== 'file' || item.webkitGetAsEntry?.()?.isDirectory) return [];
        return item.getAsFile() ?? [];
      });
      if (files.length > 0) attach(key, files);
    },
  };
  return { over: depth > 0, handlers };
}

/** Gives the focus back to where it was, if it is still in the window when that goes. */
function useFocusReturn(root: { current: HTMLElement | null }) {
  useEffect(() => {
    const before = document.activeElement as HTMLElement | null;
    const window = root.current;
    return () => {
      const now = document.activeElement;
      if (now && now !== document.body && !window?.contains(now)) return;
      requestAnimationFrame(() => before?.isConnected && document.activeElement === document.body && before.focus());
    };
  }, [root]);
}
