import { afterAll, beforeAll } from 'vitest';
import { createImapServer, type ImapServer } from '../../server.ts';
import type { Backend } from '../../session.ts';
import { TestClient } from '../client.ts';

/** A backend under test, with one account that has an empty INBOX. */
export interface BackendFixture {
  backend: Backend;
  user: string;
  password: string;
  /** A message arrives in INBOX, as from outside. */
  deliver(bytes: Buffer): Promise<void>;
  close(): Promise<void>;
}

export type MakeBackend = () => Promise<BackendFixture>;

/** A server on a real socket before the account of one group of tests. */
export class Harness {
  fixture!: BackendFixture;
  #server!: ImapServer;
  #port = 0;
  #names = 0;
  readonly #clients: TestClient[] = [];

  /** To be called in `describe`. */
  static use(makeBackend: MakeBackend): Harness {
    const harness = new Harness();
    beforeAll(async () => {
      harness.fixture = await makeBackend();
      harness.#server = createImapServer({
        backend: harness.fixture.backend,
        allowPlaintextAuth: true,
        limits: { failedLoginDelay: 1 },
      });
      harness.#port = (await harness.#server.listen(0, '127.0.0.1')).port;
    }, 60_000);
    afterAll(async () => {
      for (const client of harness.#clients) client.close();
      await harness.#server.close();
      await harness.fixture.close();
    }, 60_000);
    return harness;
  }

  async connect(): Promise<TestClient> {
    const client = await TestClient.connect(this.#port);
    this.#clients.push(client);
    await client.greeting();
    return client;
  }

  get credentials(): string {
    const { user, password } = this.fixture;
    return `${JSON.stringify(user)} ${JSON.stringify(password)}`;
  }

  /** Signed in. */
  async login(): Promise<TestClient> {
    const client = await this.connect();
    await client.ok(`LOGIN ${this.credentials}`);
    return client;
  }

  /** Signed in, with a new mailbox selected that holds these messages. */
  async withMailbox(...messages: (string | Buffer)[]): Promise<{ c: TestClient; mailbox: string }> {
    const c = await this.login();
    const mailbox = await this.makeMailbox(c, ...messages);
    await c.ok(`SELECT ${mailbox}`);
    return { c, mailbox };
  }

  async makeMailbox(c: TestClient, ...messages: (string | Buffer)[]): Promise<string> {
    const mailbox = this.newName();
    await c.ok(`CREATE ${mailbox}`);
    for (const message of messages) await c.append(mailbox, message);
    return mailbox;
  }

  newName(): string {
    return `Box${++this.#names}`;
  }
}

/** The numbers of the one untagged response of a kind: `SEARCH 1 2` → [1, 2]. */
export function numbers(untagged: readonly string[], kind: string): number[] {
  const found = untagged.filter((response) => response.startsWith(kind));
  if (found.length !== 1) throw new Error(`${found.length} × ${kind} in ${untagged.join(' | ')}`);
  return (found[0] as string).slice(kind.length).match(/\d+/g)?.map(Number) ?? [];
}
