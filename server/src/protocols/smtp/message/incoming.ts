import { type Field, readFields } from '../../../mail/queue/index.ts';
import { removeDots, type ScanFault, type ScanLimits, scanMessage } from './scan.ts';

/** A message as received, in memory of its own, with room in front for trace fields. */
export interface Incoming {
  memory: Buffer;
  start: number;
  headerEnd: number;
  end: number;
  fields: Field[];
}

/** Room kept for trace fields, so that putting them in front copies nothing. */
const headroom = 8192;

/** Joins the chunks of DATA and undoes the dots. Answers why the message can't be taken, where it can't. */
export function openMessage(chunks: readonly Buffer[], bytes: number, limits: ScanLimits): Incoming | ScanFault {
  const memory = Buffer.allocUnsafeSlow(headroom + bytes);
  let at = headroom;
  for (const chunk of chunks) {
    chunk.copy(memory, at);
    at += chunk.length;
  }
  const scan = scanMessage(memory, headroom, at, limits);
  if (scan.fault) return scan.fault;
  const end = removeDots(memory, scan.dots, at);
  let headerEnd = scan.headerEnd;
  for (const dot of scan.dots) if (dot < scan.headerEnd) headerEnd--;
  return { memory, start: headroom, headerEnd, end, fields: readFields(memory, headroom, headerEnd) };
}

/** The message with `text` (whole fields, each with its CRLF) in front. */
export function withTrace(message: Incoming, text: string): Buffer {
  const { memory, start, end } = message;
  const length = Buffer.byteLength(text);
  if (length > start) return Buffer.concat([Buffer.from(text), memory.subarray(start, end)]);
  memory.write(text, start - length, 'utf8');
  return memory.subarray(start - length, end);
}
