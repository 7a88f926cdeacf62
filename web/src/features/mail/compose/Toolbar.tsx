import { type Editor, useEditorState } from '@tiptap/react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { type MessageKey, t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import type { IconName } from '../../../ui/icons.tsx';
import { AlignMenu } from './AlignMenu.tsx';
import { LinkForm } from './LinkForm.tsx';
import { linkEvent } from './linkKey.ts';
import styles from './Toolbar.module.css';

interface Tool {
  icon: IconName;
  label: MessageKey;
  shortcut: string;
  mark: string;
  act(editor: Editor): void;
}

const tools: readonly Tool[] = [
  {
    icon: 'bold',
    label: 'editor.bold',
    shortcut: 'Ctrl+B',
    mark: 'bold',
    act: (e) => e.chain().focus().toggleBold().run(),
  },
  {
    icon: 'italic',
    label: 'editor.italic',
    shortcut: 'Ctrl+I',
    mark: 'italic',
    act: (e) => e.chain().focus().toggleItalic().run(),
  },
  {
    icon: 'underline',
    label: 'editor.underline',
    shortcut: 'Ctrl+U',
    mark: 'underline',
    act: (e) => e.chain().focus().toggleUnderline().run(),
  },
  {
    icon: 'strike',
    label: 'editor.strike',
    shortcut: 'Ctrl+Shift+S',
    mark: 'strike',
    act: (e) => e.chain().focus().toggleStrike().run(),
  },
  {
    icon: 'bullets',
    label: 'editor.bullets',
    shortcut: 'Ctrl+Shift+8',
    mark: 'bulletList',
    act: (e) => e.chain().focus().toggleBulletList().run(),
  },
  {
    icon: 'numbers',
    label: 'editor.numbers',
    shortcut: 'Ctrl+Shift+7',
    mark: 'orderedList',
    act: (e) => e.chain().focus().toggleOrderedList().run(),
  },
  {
    icon: 'quote',
    label: 'editor.quote',
    shortcut: 'Ctrl+Shift+B',
    mark: 'blockquote',
    act: (e) => e.chain().focus().toggleBlockquote().run(),
  },
];

/** The text's formats: one stop of the Tab key, arrows within (WAI-ARIA toolbar). */
export default function Toolbar({ editor }: { editor: Editor }): ReactNode {
  const bar = useRef<HTMLDivElement>(null);
  const [linking, setLinking] = useState(false);
  const active = useEditorState({
    editor,
    selector: ({ editor: e }) =>
      [...tools.map((tool) => tool.mark), 'link'].filter((mark) => e.isActive(mark)).join(' '),
  }).split(' ');

  useEffect(() => {
    const open = () => setLinking(true);
    const { dom } = editor.view;
    dom.addEventListener(linkEvent, open);
    return () => dom.removeEventListener(linkEvent, open);
  }, [editor]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const buttons = [...(bar.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  };

  if (linking) {
    return <LinkForm editor={editor} onDone={() => setLinking(false)} />;
  }
  return (
    <div
      ref={bar}
      role="toolbar"
      tabIndex={-1}
      aria-label={t('editor.toolbar')}
      className={styles.bar}
      onKeyDown={onKeyDown}
      onMouseDown={(event) => event.preventDefault()}
    >
      {tools.map((tool, i) => (
        <IconButton
          key={tool.mark}
          icon={tool.icon}
          size={16}
          label={t(tool.label)}
          shortcut={tool.shortcut}
          active={active.includes(tool.mark)}
          tabIndex={i === 0 ? 0 : -1}
          className={styles.tool ?? ''}
          onClick={() => tool.act(editor)}
          testId={`editor-${tool.mark}`}
        />
      ))}
      <IconButton
        icon="link"
        size={16}
        label={t('editor.link')}
        shortcut="Ctrl+K"
        active={active.includes('link')}
        tabIndex={-1}
        className={styles.tool ?? ''}
        onClick={() => setLinking(true)}
        testId="editor-link"
      />
      <AlignMenu editor={editor} className={styles.tool ?? ''} />
      <IconButton
        icon="clearFormat"
        size={16}
        label={t('editor.clear')}
        tabIndex={-1}
        className={styles.tool ?? ''}
        onClick={() => editor.chain().focus().unsetAllMarks().clearNodes().unsetTextAlign().run()}
        testId="editor-clear"
      />
    </div>
  );
}
