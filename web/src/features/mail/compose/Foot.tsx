import type { Editor } from '@tiptap/react';
import { Button } from 'antd';
import { lazy, type ReactNode, Suspense, useRef } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Icon } from '../../../ui/icons.tsx';
import styles from './Foot.module.css';
import { attach } from './files.ts';
import { discard } from './leave.ts';
import type { Window } from './model.ts';
import { trySending } from './trySending.ts';

const Toolbar = lazy(() => import('./Toolbar.tsx'));

interface Props {
  window: Window;
  /** Null until its code is there. */
  editor: Editor | null;
}

/** Send, attach, the editor's tools, discard. */
export function Foot({ window: w, editor }: Props): ReactNode {
  const picker = useRef<HTMLInputElement>(null);
  return (
    <footer className={styles.foot}>
      <Button
        type="primary"
        className={styles.send ?? ''}
        icon={<Icon name="send" size={16} />}
        onClick={() => void trySending(w.key)}
        title={`${t('compose.send')} (Ctrl+Enter)`}
        data-testid="compose-send"
      >
        {t('compose.send')}
      </Button>
      <span className={styles.tools}>
        <Suspense>{editor && <Toolbar editor={editor} />}</Suspense>
      </span>
      <IconButton
        icon="clip"
        label={t('compose.attach')}
        onClick={() => picker.current?.click()}
        testId="compose-attach"
      />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="compose-files"
        onChange={(e) => {
          attach(w.key, [...(e.target.files ?? [])]);
          e.target.value = '';
        }}
      />
      <IconButton
        icon="trash"
        tone="danger"
        label={t('compose.discard')}
        onClick={() => discard(w.key)}
        testId="compose-discard"
      />
    </footer>
  );
}
