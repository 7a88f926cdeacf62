import { Extension } from '@tiptap/core';

/** The toolbar listens for it: the address is asked for there. */
export const linkEvent = 'congvu-link';

/** Ctrl+K, as everywhere. */
export const LinkKey = Extension.create({
  name: 'linkKey',
  addKeyboardShortcuts() {
    return {
      'Mod-k': () => this.editor.view.dom.dispatchEvent(new CustomEvent(linkEvent)),
    };
  },
});
