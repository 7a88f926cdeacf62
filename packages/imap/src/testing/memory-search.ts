import { decodeWords, headerFields, partText, walkParts } from '@congvu/mime';
import type { SearchKey } from '../session.ts';
import { hasFlag, type MemoryContent, type MemoryMessage } from './memory-mailbox.ts';

const fold = (s: string): string => s.normalize('NFKC').toLowerCase();
const holds = (text: string, value: string): boolean => fold(text).includes(fold(value));
const DAY = 86_400_000;

/** Whether a message meets search criteria: text anywhere, in any case of letters; days are those of UTC. */
export function meets(m: MemoryMessage, key: SearchKey): boolean {
  const { envelope, size } = m.content.index;
  switch (key.key) {
    case 'all':
      return true;
    case 'and':
      return key.keys.every((each) => meets(m, each));
    case 'or':
      return meets(m, key.left) || meets(m, key.right);
    case 'not':
      return !meets(m, key.of);
    case 'uids':
      return key.ranges.some(([from, to]) => m.uid >= from && m.uid <= to);
    case 'flag':
      return hasFlag(m.flags, key.flag) === key.set;
    case 'header':
      return headerValues(m.content, key.name).some((value) => holds(value, key.value));
    case 'address':
      return envelope[key.field].some(({ name, email }) => holds(`${name ?? ''} <${email}>`, key.value));
    case 'subject':
      return holds(envelope.subject ?? '', key.value);
    case 'body':
      return holds(bodyText(m.content), key.value);
    case 'text':
      return holds(headerText(m.content), key.value) || holds(bodyText(m.content), key.value);
    case 'larger':
      return size > key.size;
    case 'smaller':
      return size < key.size;
    case 'internalDate':
      return onDays(m.internalDate, key);
    case 'sentDate':
      return envelope.date !== undefined && onDays(envelope.date + envelope.dateOffset * 60_000, key);
    case 'within': {
      const age = (Date.now() - m.internalDate) / 1000;
      return key.younger !== undefined ? age <= key.younger : age >= (key.older ?? 0);
    }
    case 'modseq':
      return m.modseq >= key.modseq;
    case 'emailId':
      return m.content.emailId === key.id;
    case 'threadId':
      return m.content.threadId === key.id;
  }
}

function onDays(ms: number, { from, before }: { from?: string; before?: string }): boolean {
  const day = new Date(Math.floor(ms / DAY) * DAY).toISOString().slice(0, 10);
  return (from === undefined || day >= from) && (before === undefined || day < before);
}

function headerValues({ bytes, index }: MemoryContent, name: string): string[] {
  return headerFields(bytes, 0, index.bodyStart)
    .filter((field) => field.name.toLowerCase() === name.toLowerCase())
    .map((field) => decodeWords(bytes.toString('utf8', field.valueStart, field.end)));
}

const headerText = ({ bytes, index }: MemoryContent): string => decodeWords(bytes.toString('utf8', 0, index.bodyStart));

const texts = new WeakMap<MemoryContent, string>();

function bodyText(content: MemoryContent): string {
  let text = texts.get(content);
  if (text === undefined) {
    const parts = [...walkParts(content.index.root)].filter((part) => part.type === 'text');
    text = parts.map((part) => partText(content.bytes, part)).join('\n');
    texts.set(content, text);
  }
  return text;
}
