import { mergeAttributes, Node } from '@tiptap/core';

interface Options {
  /** Where the picture of a Content-ID is to be had, on this page. */
  resolve(cid: string): string | undefined;
}

/** A picture within the text, kept as `cid:…` (RFC 2392). Pictures of other sites are not taken in. */
export const InlineImage = Node.create<Options>({
  name: 'inlineImage',
  inline: true,
  group: 'inline',
  draggable: true,

  addOptions: () => ({ resolve: () => undefined }),

  addAttributes: () => ({
    src: {
      default: null,
      parseHTML: (element) => element.dataset.src ?? element.getAttribute('src'),
      // As `src` the browser would try to fetch it each time the text is written out.
      renderHTML: ({ src }) => ({ 'data-src': src as string }),
    },
    alt: { default: '' },
    width: { default: null },
    height: { default: null },
  }),

  parseHTML: () => [{ tag: 'img[src^="cid:"]' }, { tag: 'img[data-src^="cid:"]' }],

  renderHTML: ({ HTMLAttributes }) => ['img', mergeAttributes(HTMLAttributes, { style: 'max-width:100%' })],

  addNodeView() {
    return ({ node }) => {
      const dom = document.createElement('img');
      const { src, alt, width } = node.attrs as { src: string | null; alt: string; width: string | null };
      dom.alt = alt;
      if (width) dom.width = Number(width);
      dom.src = this.options.resolve(src?.slice('cid:'.length) ?? '') ?? '';
      return { dom };
    };
  },
});
