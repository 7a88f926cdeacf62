import { type Editor, useEditorState } from '@tiptap/react';
import { Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { type MessageKey, t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Icon, type IconName } from '../../../ui/icons.tsx';

type Alignment = 'left' | 'center' | 'right' | 'justify';
const icons: Record<Alignment, IconName> = {
  left: 'alignLeft',
  center: 'alignCenter',
  right: 'alignRight',
  justify: 'alignJustify',
};
const alignments = Object.keys(icons) as Alignment[];
const label = (a: Alignment) => t(`editor.${a}` satisfies MessageKey);

export function AlignMenu({ editor, className }: { editor: Editor; className: string }): ReactNode {
  const current = useEditorState({
    editor,
    selector: ({ editor: e }) => alignments.find((a) => e.isActive({ textAlign: a })) ?? 'left',
  });
  const set = (a: Alignment) =>
    a === 'left' ? editor.chain().focus().unsetTextAlign().run() : editor.chain().focus().setTextAlign(a).run();
  const items = alignments.map((a) => ({
    key: a,
    label: label(a),
    icon: <Icon name={icons[a]} size={16} />,
    onClick: () => void set(a),
  }));
  return (
    <Dropdown trigger={['click']} placement="top" menu={{ items, selectedKeys: [current] }}>
      <IconButton
        icon={icons[current]}
        size={16}
        label={label(current)}
        tabIndex={-1}
        aria-haspopup="menu"
        className={className}
        testId="editor-align"
      />
    </Dropdown>
  );
}
