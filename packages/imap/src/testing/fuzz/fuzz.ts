import { Duplex } from 'node:stream';
import { createImapServer, type ImapServer } from '../../server.ts';
import { MemoryBackend } from '../memory-backend.ts';
import { multipart, simple, vietnamese } from '../samples.ts';
import { cut, fuzzCommand, int, pick, type Random, seeded } from './mutate.ts';

/** Octets sent first, to get into a state. */
const LOGIN = 'l LOGIN user secret\r\n';
const STATES: Record<string, string> = {
  'not authenticated': '',
  authenticated: LOGIN,
  selected: `${LOGIN}s SELECT INBOX\r\n`,
  'selected, IMAP4rev2 and QRESYNC': `${LOGIN}e ENABLE IMAP4rev2 QRESYNC\r\ns SELECT INBOX\r\n`,
  'read only': `${LOGIN}s EXAMINE INBOX\r\n`,
  'in IDLE': `${LOGIN}s SELECT INBOX\r\ni IDLE\r\n`,
  'in AUTHENTICATE': 'p AUTHENTICATE PLAIN\r\n',
  'in a literal': `${LOGIN}s SELECT INBOX\r\nx APPEND INBOX {50+}\r\nabc`,
  'in a literal before sign-in': 'x LOGIN {20+}\r\nabc',
};

const INPUTS_PER_CONNECTION = 5;
const CONNECTIONS_PER_SERVER = 200;
/** Turns of the event loop in which a connection must end once its client has. */
const PATIENCE = 20_000;

/** The client's end of a connection, which is also what the server holds. */
class Pipe extends Duplex {
  readonly received: Buffer[] = [];
  gone = false;

  constructor() {
    super();
    this.on('close', () => {
      this.gone = true;
    });
  }

  override _read(): void {}

  override _write(chunk: Buffer, _encoding: string, callback: () => void): void {
    this.received.push(chunk);
    callback();
  }
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

export interface FuzzResult {
  inputs: number;
  octets: number;
  /** Answers by status. */
  answers: Record<'OK' | 'NO' | 'BAD' | 'BYE', number>;
}

/**
 * Sends `count` malformed commands, several to a connection, in all states, cut anywhere, while mail arrives. Throws when a
 * command meets a fault, an answer is malformed, or a connection outlives its client.
 */
export async function fuzz(count: number, seed: number, onProgress?: (done: number) => void): Promise<FuzzResult> {
  const random = seeded(seed);
  const result: FuzzResult = { inputs: 0, octets: 0, answers: { OK: 0, NO: 0, BAD: 0, BYE: 0 } };
  while (result.inputs < count) {
    const faults: object[] = [];
    const { server, deliver } = makeServer(faults);
    for (let n = 0; n < CONNECTIONS_PER_SERVER && result.inputs < count; n++) {
      await fuzzConnection(random, server, deliver, result);
      if (faults.length > 0) throw new Error(`fault, seed ${seed}, input ${result.inputs}`, { cause: faults[0] });
    }
    await server.close();
    onProgress?.(result.inputs);
  }
  return result;
}

function makeServer(faults: object[]): { server: ImapServer; deliver: () => void } {
  const backend = new MemoryBackend();
  const account = backend.addAccount('user', 'secret', { appendLimit: 4096, quota: 1024 * 1024 });
  for (const message of [multipart, vietnamese, simple({ subject: 'x' }), simple({ subject: 'Re: x' }), 'broken'])
    account.get('INBOX').append([{ bytes: Buffer.from(message), flags: [] }]);
  const log = { debug() {}, info() {}, warn() {}, error: (fields: object) => faults.push(fields) };
  const limits = { failedLoginDelay: 0, failedLogins: 2, swallow: 10_000, commandLine: 4096 };
  const server = createImapServer({ backend, allowPlaintextAuth: true, log, limits });
  const arrival = Buffer.from(simple({ subject: 'new' }));
  return {
    server,
    deliver: () => {
      const inbox = account.mailboxes.get('INBOX');
      if (inbox !== undefined && inbox.messages.length < 200) inbox.append([{ bytes: arrival, flags: [] }]);
    },
  };
}

async function fuzzConnection(
  random: Random,
  server: ImapServer,
  deliver: () => void,
  result: FuzzResult,
): Promise<void> {
  const state = pick(random, Object.keys(STATES));
  const pipe = new Pipe();
  server.accept(pipe, '127.0.0.1', false);
  pipe.push(Buffer.from(STATES[state] as string));
  const sent: Buffer[] = [];
  for (let i = 0; i < INPUTS_PER_CONNECTION && !pipe.gone; i++) {
    const input = Buffer.concat([Buffer.from(`f${i} `), fuzzCommand(random), Buffer.from('\r\n')]);
    sent.push(input);
    result.inputs++;
    result.octets += input.length;
    for (const chunk of cut(random, input)) {
      pipe.push(chunk);
      if (random() < 0.1) await turn();
    }
    if (random() < 0.05) deliver();
    if (random() < 0.5) await turn();
  }
  // Some clients leave properly, some without a word.
  if (int(random, 10) === 0) pipe.destroy();
  else pipe.push(null);
  for (let turns = 0; !pipe.gone; turns++) {
    if (turns > PATIENCE)
      throw new Error(`${state}: never ended after ${JSON.stringify(Buffer.concat(sent).toString('latin1'))}`);
    await turn();
  }
  const received = Buffer.concat(pipe.received).toString('latin1');
  const wrong = firstMalformed(received, result.answers);
  if (wrong !== undefined)
    throw new Error(
      `${state}: malformed ${JSON.stringify(wrong)} to ${JSON.stringify(Buffer.concat(sent).toString('latin1'))}`,
    );
}

const RESPONSE = /^(?:\* \S|\+ |[^\x00-\x20\x7f-\xff(){%*"\\+]{1,64} (?:OK|NO|BAD) )/;

/** Whether the answers are responses one after another, literals as long as they say. */
function firstMalformed(text: string, answers: FuzzResult['answers']): string | undefined {
  let at = 0;
  while (at < text.length) {
    const start = at;
    let end = text.indexOf('\r\n', at);
    // The last one may have been cut by the client's leaving.
    if (end < 0) return undefined;
    if (!RESPONSE.test(text.slice(start, end))) return text.slice(start, start + 200);
    const status = /^\S+ (OK|NO|BAD|BYE) /.exec(text.slice(start, start + 80))?.[1];
    if (status !== undefined) answers[status as keyof typeof answers]++;
    // Only data holds literals; the text of a status may end with anything.
    for (;;) {
      const line = text.slice(at, end);
      if (/[\x00\r\n]/.test(line)) return line.slice(0, 200);
      const literal = status === undefined ? /\{(\d+)\}$/.exec(line) : null;
      if (literal === null) break;
      at = end + 2 + Number(literal[1]);
      end = text.indexOf('\r\n', at);
      if (end < 0) return undefined;
    }
    at = end + 2;
  }
  return undefined;
}
