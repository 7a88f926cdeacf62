/**
 * The structure of a message in one pass over its octets.
 *
 * Invariants: headerStart ≤ bodyStart ≤ bodyEnd; children lie in their parent's body, in order, without overlap; every octet
 * is looked for delimiters once; nothing throws; recursion is no deeper than `limits.depth`.
 */
import type { Limits } from '../limits.ts';
import type { Part } from '../types.ts';
import { type Delimiter, Delimiters } from './delimiters.ts';
import { HeaderBlock, readHeaderBlock } from './header-block.ts';
import { boundaryOf, describe, isEnclosedMessage, makeLeaf, type Node } from './node.ts';

export class StructureReader {
  readonly #raw: Buffer;
  readonly #limits: Limits;
  readonly #delimiters: Delimiters;
  readonly #defect: (text: string) => void;
  #parts = 0;
  /** What ended the part read last. */
  #end: Delimiter;

  constructor(raw: Buffer, limits: Limits, defect: (text: string) => void) {
    this.#raw = raw;
    this.#limits = limits;
    this.#delimiters = new Delimiters(raw);
    this.#defect = defect;
    this.#end = { level: -1, closing: false, contentEnd: raw.length, after: raw.length };
  }

  read(): Node {
    return this.#entity(0, 0, 'text/plain', '', true);
  }

  /**
   * @param prefix section number of what encloses the part, for a message's root; the part's own number otherwise
   * @param root whether the part is a message's root, whose number depends on whether it is a multipart
   */
  #entity(start: number, depth: number, defaultType: string, prefix: string, root: boolean): Node {
    this.#parts++;
    const header = readHeaderBlock(this.#raw, start, this.#delimiters, this.#limits, this.#defect);
    const node = describe(header, start, defaultType);
    const part = node.part;
    const boundary = part.type === 'multipart' ? boundaryOf(node) : undefined;
    if ((part.type === 'multipart' || isEnclosedMessage(part)) && depth >= this.#limits.depth) {
      this.#defect('structure: nested too deep');
      makeLeaf(node, 'application/octet-stream');
    } else if (part.type === 'multipart' && boundary === undefined) {
      this.#defect('multipart: no boundary');
      makeLeaf(node, 'text/plain');
    }
    const number = (leaf: boolean) => (root && leaf ? (prefix === '' ? '1' : `${prefix}.1`) : prefix);
    part.partId = number(part.type !== 'multipart');
    if (header.delimiter) {
      this.#finish(part, header.delimiter);
      if (part.type === 'multipart') part.parts = [];
      else if (isEnclosedMessage(part)) this.#emptyMessage(node);
    } else if (boundary !== undefined && part.type === 'multipart') {
      this.#multipart(node, boundary, depth);
      part.partId = number(part.parts === undefined);
    } else if (isEnclosedMessage(part)) {
      this.#message(node, depth);
    } else {
      this.#finish(part, this.#delimiters.next(part.bodyStart));
    }
    return node;
  }

  #finish(part: Part, end: Delimiter): void {
    this.#end = end;
    part.bodyEnd = Math.max(part.bodyStart, end.contentEnd);
  }

  #message(node: Node, depth: number): void {
    const part = node.part;
    if (this.#parts >= this.#limits.parts) {
      this.#defect('structure: too many parts');
      makeLeaf(node, 'application/octet-stream');
      this.#finish(part, this.#delimiters.next(part.bodyStart));
      return;
    }
    node.message = this.#entity(part.bodyStart, depth + 1, 'text/plain', part.partId, true);
    part.message = node.message.part;
    this.#finish(part, this.#end);
  }

  /** An enclosed message that a boundary line cut off before it began. */
  #emptyMessage(node: Node): void {
    const at = node.part.bodyStart;
    node.message = describe(new HeaderBlock(this.#raw, at), at, 'text/plain');
    node.message.part.partId = `${node.part.partId}.1`;
    node.part.message = node.message.part;
  }

  #multipart(node: Node, boundary: string, depth: number): void {
    const part = node.part;
    const delimiters = this.#delimiters;
    const level = delimiters.push(boundary);
    const defaultType = part.subtype === 'digest' ? 'message/rfc822' : 'text/plain';
    const parts: Part[] = [];
    let end = delimiters.next(part.bodyStart);
    const seen = end.level === level;
    while (end.level === level && !end.closing) {
      if (this.#parts >= this.#limits.parts) {
        this.#defect('structure: too many parts');
        end = delimiters.next(end.after);
        continue;
      }
      const id = part.partId === '' ? `${parts.length + 1}` : `${part.partId}.${parts.length + 1}`;
      const child = this.#entity(end.after, depth + 1, defaultType, id, false);
      node.children.push(child);
      parts.push(child.part);
      end = this.#end;
    }
    delimiters.pop();
    if (end.level === level) end = delimiters.next(end.after);
    else if (seen) this.#defect('multipart: no closing boundary');
    this.#finish(part, end);
    if (!seen && this.#hasText(part)) {
      // As an empty multipart, nobody would see the text.
      this.#defect('multipart: boundary never found');
      makeLeaf(node, 'text/plain');
    } else {
      part.parts = parts;
    }
  }

  #hasText(part: Part): boolean {
    const stop = Math.min(part.bodyEnd, part.bodyStart + 4096);
    for (let at = part.bodyStart; at < stop; at++) if (this.#raw[at]! > 0x20) return true;
    return false;
  }
}
