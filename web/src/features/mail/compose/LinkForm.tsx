import type { Editor } from '@tiptap/react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { linkAddress } from './linkAddress.ts';
import styles from './Toolbar.module.css';

/** Asks for the address of a link, in place of the toolbar. */
export function LinkForm({ editor, onDone }: { editor: Editor; onDone(): void }): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const before = (editor.getAttributes('link').href as string | undefined) ?? '';
  const [text, setText] = useState(before);
  const href = linkAddress(text);
  useEffect(() => input.current?.select(), []);

  const done = () => {
    onDone();
    editor.commands.focus();
  };
  const apply = () => {
    if (!href) return;
    const { empty } = editor.state.selection;
    if (empty && !before) {
      const link = { type: 'text', text: text.trim(), marks: [{ type: 'link', attrs: { href } }] };
      editor
        .chain()
        .insertContent([link, { type: 'text', text: ' ' }])
        .run();
    } else editor.chain().extendMarkRange('link').setLink({ href }).run();
    done();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') apply();
    else if (event.key === 'Escape') done();
    else return;
    event.preventDefault();
  };

  return (
    <div className={styles.link}>
      <input
        ref={input}
        className={styles.address}
        value={text}
        type="url"
        placeholder="https://"
        aria-label={t('editor.linkAddress')}
        data-testid="editor-link-address"
        onChange={(e) => setText(e.target.value)}
        onKeyDown={onKeyDown}
      />
      <IconButton
        icon="check"
        size={16}
        label={t('editor.linkApply')}
        disabled={!href}
        onClick={apply}
        className={styles.tool ?? ''}
      />
      <IconButton
        icon="close"
        size={15}
        label={t(before ? 'editor.linkRemove' : 'app.cancel')}
        className={styles.tool ?? ''}
        onClick={() => {
          if (before) editor.chain().extendMarkRange('link').unsetLink().run();
          done();
        }}
      />
    </div>
  );
}
