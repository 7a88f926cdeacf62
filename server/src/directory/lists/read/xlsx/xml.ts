import { SaxesParser } from 'saxes';
import { ListError } from '../../errors.ts';

export type Attributes = Readonly<Record<string, string>>;

export interface XmlHandlers {
  /** `name` without its prefix. */
  open?(name: string, attributes: Attributes): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Reads XML as it comes. Strict, and without entities of the document's own: a DTD declares nothing here.
 * @throws ListError `list.damaged`, and whatever the handlers and the source throw.
 */
export async function readXml(source: AsyncIterable<Buffer>, handlers: XmlHandlers, part: string): Promise<void> {
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw new ListError('list.damaged', `${part}: ${error.message.slice(0, 200)}`);
  });
  const { open, close, text } = handlers;
  if (open) parser.on('opentag', (tag) => open(localName(tag.name), tag.attributes as Attributes));
  if (close) parser.on('closetag', (tag) => close(localName(tag.name)));
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  let decoder: TextDecoder | undefined;
  for await (const piece of source) {
    decoder ??= new TextDecoder(piece[0] === 0xff && piece[1] === 0xfe ? 'utf-16le' : 'utf-8');
    parser.write(decoder.decode(piece, { stream: true }));
  }
  parser.close();
}

function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** An attribute whatever its prefix: `r:id` of one writer is `id` or `rel:id` of another. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  const prefixed = Object.keys(attributes).find((key) => localName(key) === name);
  return prefixed === undefined ? undefined : attributes[prefixed];
}
