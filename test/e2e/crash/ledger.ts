import type { ImapFlow } from 'imapflow';
import { imapClient } from '../../support/imap-client.ts';
import { eventually } from '../../support/program.ts';
import type { TestServer } from '../../support/server.ts';

interface Box {
  address: string;
  mailbox: string;
}

/** What was sent to which mailboxes, and what was acknowledged; compared with what is there. */
export class Ledger {
  #next = 0;
  /** Mailboxes that each message must reach, by Message-ID. */
  readonly #acknowledged = new Map<string, string[]>();
  readonly #sent = new Map<string, string[]>();
  /** Seen so far: how often, by mailbox and Message-ID; and through which UID. */
  readonly #seen = new Map<string, { through: number; counts: Map<string, number> }>();

  get acknowledged(): number {
    return this.#acknowledged.size;
  }

  get sent(): number {
    return this.#sent.size;
  }

  /** A message of its own for these mailboxes, and what to call when the server has said it has it. */
  message(kind: string, ...boxes: Box[]): { bytes: Buffer; acknowledge(): void } {
    const id = `${kind}-${++this.#next}@crash.test`;
    const keys = boxes.map(keyOf);
    this.#sent.set(id, keys);
    const filling = `${'Nội dung thư thử, dòng thứ mấy cũng như nhau. '.repeat(1 + (this.#next % 40))}\r\n`;
    const head = [
      `From: <${kind}@crash.test>`,
      `Subject: ${kind} ${this.#next}`,
      `Message-ID: <${id}>`,
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
    ];
    const bytes = Buffer.from(`${head.join('\r\n')}\r\n\r\n${filling}`);
    return { bytes, acknowledge: () => this.#acknowledged.set(id, keys) };
  }

  /**
   * Looks at what has come since it last looked (`afresh`: at everything) and answers what is wrong: messages there
   * twice, or acknowledged and not there. Only of `kinds`.
   */
  async faults(server: TestServer, boxes: Box[], kinds: string[], afresh = false): Promise<string[]> {
    for (const box of boxes) {
      if (afresh) this.#seen.delete(keyOf(box));
      const client = await imapClient(server.ready.imaps, { address: box.address, password: server.password });
      try {
        await this.#read(client, box);
      } finally {
        await client.logout();
      }
    }
    const wrong: string[] = [];
    const isAsked = (id: string) => kinds.some((kind) => id.startsWith(`${kind}-`));
    for (const [id, keys] of this.#sent) {
      if (!isAsked(id)) continue;
      for (const key of keys) {
        const count = this.#seen.get(key)!.counts.get(id) ?? 0;
        if (count > 1) wrong.push(`${id} is ${count} times in ${key}`);
        if (count === 0 && this.#acknowledged.has(id)) wrong.push(`${id} is lost from ${key}`);
      }
    }
    return wrong;
  }

  /** As `faults`, for messages that reach their mailboxes some time after they were acknowledged. */
  async eventualFaults(server: TestServer, boxes: Box[], kinds: string[], patience: number): Promise<string[]> {
    let last: string[] = [];
    await eventually(
      async () => {
        last = await this.faults(server, boxes, kinds);
        return last.some((fault) => fault.includes(' is lost ')) ? undefined : last;
      },
      'queued messages in their mailboxes',
      patience,
    ).catch(() => {});
    return last;
  }

  async #read(client: ImapFlow, box: Box): Promise<void> {
    const key = keyOf(box);
    let seen = this.#seen.get(key);
    if (!seen) this.#seen.set(key, (seen = { through: 0, counts: new Map() }));
    const opened = await client.mailboxOpen(box.mailbox, { readOnly: true });
    if (opened.exists === 0) return;
    const query = { uid: true, headers: ['message-id'] };
    let through = seen.through;
    for await (const message of client.fetch(`${seen.through + 1}:*`, query, { uid: true })) {
      // `n:*` always has the last message, also when n is beyond it.
      if (message.uid <= seen.through) continue;
      through = Math.max(through, message.uid);
      const id = /<([^>]+)>/.exec(message.headers?.toString() ?? '')?.[1];
      if (id) seen.counts.set(id, (seen.counts.get(id) ?? 0) + 1);
    }
    seen.through = through;
  }
}

const keyOf = (box: Box) => `${box.address}/${box.mailbox}`;
