import { TextAlign } from '@tiptap/extension-text-align';
import type { EditorView } from '@tiptap/pm/view';
import { EditorContent, type Editor as TextEditor, type UseEditorOptions, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { downloadUrl } from '../../../api/jmap/blobs.ts';
import { t } from '../../../app/i18n/index.ts';
import styles from './Editor.module.css';
import { attach, previewOf } from './files.ts';
import { InlineImage } from './inlineImage.ts';
import { LinkKey } from './linkKey.ts';
import type { Window } from './model.ts';
import { edit, find } from './state.ts';

interface Props {
  window: Window;
  onReady(editor: TextEditor | null): void;
}

/** Where a picture of the text is: still in memory, or on the server. */
function pictureOf(windowKey: string, cid: string): string | undefined {
  const preview = previewOf(cid);
  if (preview) return preview;
  const file = find(windowKey)?.files.find((f) => f.cid === cid);
  return file?.blobId ? downloadUrl(file.accountId, file.blobId, file.name, file.type) : undefined;
}

const extensionsOf = (windowKey: string) => [
  StarterKit.configure({
    // Lines of official letters begin with “-” and “1.” as plain text: nothing turns into something else by itself.
    code: false,
    codeBlock: false,
    horizontalRule: false,
    trailingNode: false,
    link: { openOnClick: false, autolink: true, defaultProtocol: 'https' },
  }),
  TextAlign.configure({ types: ['paragraph', 'heading'] }),
  InlineImage.configure({ resolve: (cid) => pictureOf(windowKey, cid) }),
  LinkKey,
];

/** Files on the clipboard. A copied table or text often has a picture of itself beside it: then the text is meant. */
function pastedFiles(data: DataTransfer | null): File[] {
  const files = [...(data?.files ?? [])];
  if (!data || files.length === 0) return [];
  const html = data.getData('text/html');
  const onlyPicture = /<img\b/i.test(html) && html.replace(/<!--[\s\S]*?-->|<[^>]*>|\s/g, '') === '';
  return data.getData('text/plain') === '' && (html === '' || onlyPicture) ? files : [];
}

/** Files go along: pictures where the cursor is, others beside the text. */
function pasteFiles(windowKey: string, view: EditorView, files: readonly File[]): void {
  const pictures = files.filter((f) => /^image\/(png|jpe?g|gif|webp)$/.test(f.type));
  const others = files.filter((f) => !pictures.includes(f));
  if (others.length > 0) attach(windowKey, others);
  for (const [i, cid] of attach(windowKey, pictures, true).entries()) {
    const picture = view.state.schema.nodes.inlineImage?.create({ src: `cid:${cid}`, alt: pictures[i]?.name ?? '' });
    if (picture) view.dispatch(view.state.tr.replaceSelectionWith(picture).scrollIntoView());
  }
}

/** The same objects for as long as the window is there: the editor is set up anew for every other one. */
const optionsOf = (windowKey: string, content: string): UseEditorOptions => ({
  extensions: extensionsOf(windowKey),
  content,
  enableInputRules: false,
  // Made when the window is on the page, not in a drawing that may be thrown away.
  immediatelyRender: false,
  editorProps: {
    attributes: {
      class: styles.text ?? '',
      role: 'textbox',
      'aria-multiline': 'true',
      'aria-label': t('compose.body'),
      'data-testid': 'compose-body',
    },
    // Sends: not a line break, as the editor has it.
    handleKeyDown: (_, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey),
    handlePaste: (view, event) => {
      const files = pastedFiles(event.clipboardData);
      if (files.length > 0) pasteFiles(windowKey, view, files);
      return files.length > 0;
    },
  },
});

/** The text, as rich as a letter needs. */
export default function Editor({ window: w, onReady }: Props): ReactNode {
  const { key } = w;
  const [options] = useState(() => optionsOf(key, w.body));
  const written = useRef(w.body);
  const editor = useEditor({
    ...options,
    onUpdate: ({ editor: e }) => {
      written.current = e.getHTML();
      edit(key, { body: written.current });
    },
  });

  // The text may be changed from elsewhere too: another signature, a quote taken in to be edited.
  useEffect(() => {
    if (!editor || editor.isDestroyed || w.body === written.current) return;
    written.current = w.body;
    editor.commands.setContent(w.body, { emitUpdate: false });
  }, [editor, w.body]);

  useEffect(() => {
    onReady(editor);
    return () => onReady(null);
  }, [editor, onReady]);

  useEffect(() => {
    if (w.focus === 'body' && editor && !editor.isDestroyed) editor.commands.focus('start');
  }, [editor, w.focus]);

  return <EditorContent editor={editor} className={styles.editor} />;
}
