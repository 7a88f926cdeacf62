/**
 * The mbox format (RFC 4155), in its mboxrd kind: a message begins with a line `From sender date`, ends with an empty
 * line, and every line of it that reads `From ` after any number of `>` has one `>` more. Lines end in LF in the file
 * and in CRLF in the store.
 */

export interface MboxMessage {
  bytes: Buffer;
  /** From the `From ` line: milliseconds since the epoch. */
  receivedAt: number | undefined;
}

const FROM = Buffer.from('From ');
const LF = 10;
const CR = 13;
const GT = 62;

/** `tooLarge` is called instead of keeping more than `maxMessage` octets. */
export async function* readMbox(
  chunks: AsyncIterable<Buffer>,
  maxMessage: number,
  tooLarge: () => void,
): AsyncGenerator<MboxMessage> {
  let lines: Buffer[] = [];
  let size = 0;
  let skipping = false;
  let receivedAt: number | undefined;
  let started = false;
  let blank = true;

  const finish = (): MboxMessage | undefined => {
    const isMessage = started && !skipping && lines.length > 0;
    // The empty line before the next `From ` belongs to the format.
    if (isMessage && lines.length > 1 && lines.at(-1)!.length === 2) lines.pop();
    const message = isMessage ? { bytes: Buffer.concat(lines), receivedAt } : undefined;
    lines = [];
    size = 0;
    skipping = false;
    return message;
  };

  for await (const line of splitLines(chunks)) {
    if (blank && line.subarray(0, 5).equals(FROM)) {
      const message = finish();
      if (message) yield message;
      started = true;
      receivedAt = fromLineDate(line.toString('latin1'));
      blank = false;
      continue;
    }
    blank = line.length === 0;
    if (!started || skipping) continue;
    size += line.length + 2;
    if (size > maxMessage) {
      skipping = true;
      lines = [];
      tooLarge();
      continue;
    }
    lines.push(Buffer.concat([unquote(line), CRLF]));
  }
  const last = finish();
  if (last) yield last;
}

const CRLF = Buffer.from('\r\n');

function unquote(line: Buffer): Buffer {
  if (line[0] !== GT) return line;
  let at = 0;
  while (line[at] === GT) at++;
  return line.subarray(at, at + 5).equals(FROM) ? line.subarray(1) : line;
}

async function* splitLines(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    const data = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = data.indexOf(LF, start); end >= 0; end = data.indexOf(LF, start)) {
      yield data.subarray(start, end > start && data[end - 1] === CR ? end - 1 : end);
      start = end + 1;
    }
    rest = data.subarray(start);
  }
  if (rest.length > 0) yield rest;
}

/** `From sender Thu Nov 19 08:30:00 2026`, in UTC. */
function fromLineDate(line: string): number | undefined {
  const match = /\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\w{3}) +(\d{1,2}) (\d\d:\d\d:\d\d)(?: [+-]\d{4})? (\d{4})/.exec(
    line,
  );
  if (!match) return undefined;
  const date = Date.parse(`${match[2]} ${match[1]} ${match[4]} ${match[3]} GMT`);
  return Number.isNaN(date) ? undefined : date;
}

/** One message as it stands in an mbox file. */
export function toMbox(bytes: Buffer, receivedAt: number, sender = 'MAILER-DAEMON'): Buffer {
  const day = new Date(receivedAt).toUTCString(); // Thu, 19 Nov 2026 08:30:00 GMT
  const [week, date, month, year, time] = day.replace(',', '').split(' ');
  const head = `From ${sender.replace(/\s/g, '') || 'MAILER-DAEMON'} ${week} ${month} ${String(Number(date)).padStart(2)} ${time} ${year}\n`;
  const body = bytes
    .toString('latin1')
    .replace(/\r\n/g, '\n')
    .replace(/^(>*From )/gm, '>$1');
  return Buffer.from(`${head}${body}${body.endsWith('\n') ? '' : '\n'}\n`, 'latin1');
}

/** Lines of a file may end in LF alone; in the store they end in CRLF (RFC 5322 §2.3). */
export function toCrlf(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  return /(^|[^\r])\n|\r(?!\n)/.test(text) ? Buffer.from(text.replace(/\r\n|\r|\n/g, '\r\n'), 'latin1') : bytes;
}
