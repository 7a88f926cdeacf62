import { SaxesParser } from 'saxes';
import { DavError } from '../errors.ts';

/** An element as it came. */
export interface Element {
  /** `{namespace}local` */
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  /** The character data directly in it, joined. */
  text: string;
}

/** Requests of real programs stay far below; more would only cost memory. */
const limits = { depth: 32, elements: 25_000, text: 2_000_000 };

/**
 * A request's body as a tree. There are no entities but XML's own five: the parser knows no others, and a document type
 * is refused. @throws DavError 400.
 */
export function parseXml(body: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open: Element[] = [root];
  let elements = 0;
  let text = 0;
  const refuse = (why: string): never => {
    throw new DavError(400, null, why);
  };
  parser.on('error', (error) => refuse(`The body is no well-formed XML: ${error.message.slice(0, 200)}`));
  parser.on('doctype', () => refuse('A document type has no place here.'));
  parser.on('opentag', ({ uri, local, attributes }) => {
    elements += 1;
    if (elements > limits.elements || open.length > limits.depth) refuse('The body has too many elements.');
    const element: Element = { name: `{${uri}}${local}`, attributes: {}, children: [], text: '' };
    for (const { local: key, value, prefix } of Object.values(attributes)) {
      if (prefix !== 'xmlns' && key !== 'xmlns') element.attributes[key] = value;
    }
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  const add = (more: string) => {
    text += more.length;
    if (text > limits.text) refuse('The body is too long.');
    open.at(-1)!.text += more;
  };
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(body).close();
  return root.children[0] ?? refuse('The body is empty.');
}

export const child = (element: Element, name: string): Element | undefined =>
  element.children.find((one) => one.name === name);
export const childrenOf = (element: Element, name: string): Element[] =>
  element.children.filter((one) => one.name === name);
