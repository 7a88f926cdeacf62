import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { Limits } from './limits.ts';
import { createImapServer, type ImapServer, type ImapServerOptions } from './server.ts';
import { type Backend, ImapError, type Mailbox, type Session } from './session.ts';
import { TestClient } from './testing/client.ts';
import { MemoryBackend } from './testing/memory-backend.ts';
import { simple } from './testing/samples.ts';
import { testTls } from './testing/tls.ts';

let servers: ImapServer[] = [];
let clients: TestClient[] = [];

afterEach(async () => {
  for (const client of clients) client.close();
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
  clients = [];
});

function memory(): MemoryBackend {
  const backend = new MemoryBackend();
  backend.addAccount('user', 'secret');
  return backend;
}

async function start(options: Partial<ImapServerOptions> & { limits?: Partial<Limits> } = {}) {
  const faults: object[] = [];
  const log = { debug() {}, info() {}, warn() {}, error: (fields: object) => faults.push(fields) };
  const server = createImapServer({
    backend: memory(),
    allowPlaintextAuth: true,
    log,
    ...options,
    limits: { failedLoginDelay: 1, ...options.limits },
  });
  servers.push(server);
  const { port } = await server.listen(0, '127.0.0.1');
  const open = async (tls = false) => {
    const client = await TestClient.connect(port, { tls });
    clients.push(client);
    return client;
  };
  const login = async () => {
    const client = await open();
    await client.greeting();
    await client.ok('LOGIN user secret');
    return client;
  };
  return { server, port, open, login, faults };
}

describe('TLS', () => {
  it('offers no sign-in before STARTTLS, and one after', async () => {
    const { open } = await start({ tls: testTls, allowPlaintextAuth: false });
    const c = await open();
    expect(await c.greeting()).toMatch(/^\* OK \[CAPABILITY .*STARTTLS LOGINDISABLED\]/);
    expect((await c.send('LOGIN user secret')).code).toBe('PRIVACYREQUIRED');
    expect((await c.send('AUTHENTICATE PLAIN AHVzZXIAc2VjcmV0')).code).toBe('PRIVACYREQUIRED');
    await c.ok('STARTTLS');
    await c.startTls();
    expect((await c.ok('CAPABILITY')).untagged[0]).toMatch(/AUTH=PLAIN/);
    expect((await c.send('STARTTLS')).status).toBe('BAD');
    await c.ok('LOGIN user secret');
    await c.append('INBOX', simple({ subject: 'secure' }));
    await c.ok('SELECT INBOX');
    expect((await c.ok('FETCH 1 BODY[]')).untagged[0]).toContain('secure');
  });

  it('drops commands sent in plain text after STARTTLS', async () => {
    const { open } = await start({ tls: testTls });
    const c = await open();
    await c.greeting();
    c.write('s STARTTLS\r\ninjected LOGIN user secret\r\ninjected2 CREATE x\r\n');
    await c.reply('s');
    await c.startTls();
    const { untagged } = await c.ok('CAPABILITY');
    // Neither answered nor done.
    expect(untagged[0]).toMatch(/AUTH=PLAIN/);
    await c.ok('LOGIN user secret');
    expect((await c.ok('LIST "" x')).untagged).toEqual([]);
  });

  it('serves TLS from the first octet', async () => {
    const { open } = await start({ tls: testTls, implicitTls: true, allowPlaintextAuth: false });
    const c = await open(true);
    expect(await c.greeting()).toMatch(/AUTH=PLAIN/);
    await c.ok('LOGIN user secret');
    const large = simple({ subject: 'large', body: 'x'.repeat(3_000_000) });
    await c.append('INBOX', large);
    await c.ok('SELECT INBOX');
    expect((await c.ok('FETCH 1 BODY.PEEK[]')).untagged[0]).toHaveLength(
      large.length + `1 FETCH (BODY[] {${large.length}}\r\n)`.length,
    );
  });

  it('survives broken handshakes', async () => {
    const { open, port, server } = await start({ tls: testTls, implicitTls: true });
    const broken = connect(port, '127.0.0.1', () => broken.end('a LOGIN user secret\r\n'));
    await new Promise((resolve) => broken.on('close', resolve));
    const c = await open(true);
    await c.greeting();
    expect(server.connections).toBe(1);
  });

  it('closes though a handshake never ends', async () => {
    const { port, server } = await start({ tls: testTls, implicitTls: true });
    const silent = connect(port, '127.0.0.1');
    await new Promise((resolve) => silent.on('connect', resolve));
    await delay(20);
    await server.close();
    silent.destroy();
    expect(server.connections).toBe(0);
  });

  it('has no STARTTLS without a certificate', async () => {
    const { open } = await start();
    const c = await open();
    expect(await c.greeting()).not.toContain('STARTTLS');
    expect((await c.send('STARTTLS')).status).toBe('NO');
  });
});

describe('limits', () => {
  it('refuses more connections than allowed, in all or from one address', async () => {
    for (const limits of [{ connections: 2 }, { connectionsPerAddress: 2 }]) {
      const { open, server } = await start({ limits });
      await (await open()).greeting();
      const second = await open();
      await second.greeting();
      const third = await open();
      expect(await third.greeting()).toMatch(/^\* BYE \[UNAVAILABLE\]/);
      await third.whenClosed();
      second.close();
      while (server.connections > 1) await delay(5);
      expect(await (await open()).greeting()).toMatch(/^\* OK/);
    }
  });

  it('ends with one who does not sign in', async () => {
    const { open } = await start({ limits: { loginTimeout: 80 } });
    const c = await open();
    await c.greeting();
    expect(await c.next(/BYE/)).toMatch(/^\* BYE/);
    await c.whenClosed();
  });

  it('ends with one who sleeps, in IDLE too, but not with one who works', async () => {
    const { login } = await start({ limits: { idleTimeout: 200 } });
    const [sleeper, idler, worker] = [await login(), await login(), await login()];
    idler.write('i IDLE\r\n');
    const ends = Promise.all([sleeper.next(/BYE/), idler.next(/BYE/)]);
    for (let i = 0; i < 8; i++) {
      await delay(50);
      await worker.ok('NOOP');
    }
    await ends;
    await worker.ok('NOOP');
  });

  it('ends with one who never finishes a literal', async () => {
    const { login } = await start({ limits: { commandTimeout: 80 } });
    const c = await login();
    c.write('x APPEND INBOX {1000}\r\n');
    await c.next(/^\+/);
    c.write('half');
    expect(await c.next(/BYE/)).toMatch(/BYE/);
    await c.whenClosed();
  });

  it('ends with one who does not read, and holds little for him meanwhile', async () => {
    const backend = memory();
    backend.deliver('user', Buffer.alloc(2_000_000, 'Subject: x\r\n\r\nabcdefghij'));
    const { port, server } = await start({ backend, limits: { sendTimeout: 150 } });
    const deaf = connect(port, '127.0.0.1');
    deaf.on('error', () => {});
    await new Promise((resolve) => deaf.on('connect', resolve));
    const before = process.memoryUsage().arrayBuffers;
    deaf.write('a LOGIN user secret\r\nb SELECT INBOX\r\n');
    deaf.write(`${Array.from({ length: 100 }, (_, i) => `f${i} FETCH 1 BODY.PEEK[]`).join('\r\n')}\r\n`);
    await delay(60);
    expect(server.connections).toBe(1);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20_000_000);
    while (server.connections > 0) await delay(10);
    deaf.destroy();
  });

  it('ends with one who guesses passwords', async () => {
    const { open } = await start({ limits: { failedLogins: 3 } });
    const c = await open();
    await c.greeting();
    for (let i = 0; i < 3; i++) expect((await c.send('LOGIN user wrong')).code).toBe('AUTHENTICATIONFAILED');
    expect(await c.next(/BYE/)).toMatch(/BYE/);
  });

  it('answers a refused sign-in late, the later the more there were', async () => {
    const { open } = await start({ limits: { failedLoginDelay: 40 } });
    const c = await open();
    await c.greeting();
    const started = performance.now();
    await c.send('LOGIN user wrong');
    const first = performance.now() - started;
    await c.send('LOGIN user wrong');
    expect(first).toBeGreaterThan(35);
    expect(performance.now() - started - first).toBeGreaterThan(75);
  });

  it('swallows a literal that is too large but not huge; ends at a huge one', async () => {
    const backend = new MemoryBackend();
    backend.addAccount('user', 'secret', { appendLimit: 1000 });
    const { login } = await start({ backend, limits: { swallow: 10_000 } });
    const c = await login();
    expect((await c.send('APPEND INBOX ', Buffer.alloc(5000, 'x'))).code).toBe('TOOBIG');
    await c.ok('NOOP');
    c.write('h APPEND INBOX {20000+}\r\nx');
    expect((await c.reply('h')).code).toBe('TOOBIG');
    await c.whenClosed();
  });
});

describe('faults of the backend', () => {
  class Faulty extends MemoryBackend {
    override async authenticate(
      user: string,
      password: string,
      info: Parameters<Backend['authenticate']>[2],
    ): Promise<Session> {
      if (user === 'down') throw new ImapError('Try later', 'UNAVAILABLE');
      if (user === 'broken') throw new TypeError('broken');
      const session = await super.authenticate(user, password, info);
      session.status = async () => {
        throw new TypeError('broken');
      };
      session.close = async () => {
        throw new TypeError('broken');
      };
      const select = session.select.bind(session);
      session.select = async (name, readOnly) => breakMailbox(await select(name, readOnly));
      return session;
    }
  }
  function breakMailbox(mailbox: Mailbox): Mailbox {
    mailbox.changes = async () => {
      throw new Error('no changes');
    };
    mailbox.fetch = async function* () {
      yield [];
      throw new Error('no messages');
    };
    mailbox.close = () => {
      throw new Error('will not close');
    };
    return mailbox;
  }
  const faulty = () => {
    const backend = new Faulty();
    backend.addAccount('user', 'secret');
    backend.deliver('user', Buffer.from(simple({ subject: 'x' })));
    return backend;
  };

  it('tells that it can not be reached, without delay or count', async () => {
    const { open, faults } = await start({ backend: faulty(), limits: { failedLoginDelay: 60_000 } });
    const c = await open();
    await c.greeting();
    for (let i = 0; i < 8; i++) expect((await c.send('LOGIN down x')).code).toBe('UNAVAILABLE');
    expect((await c.send('LOGIN broken x')).code).toBe('SERVERBUG');
    expect(faults).toHaveLength(1);
    await c.ok('LOGIN user secret');
  });

  it('answers SERVERBUG, reports, and goes on', async () => {
    const backend = faulty();
    const { login, faults, server } = await start({ backend });
    const c = await login();
    expect((await c.send('STATUS INBOX (MESSAGES)')).code).toBe('SERVERBUG');
    await c.ok('SELECT INBOX');
    expect((await c.send('FETCH 1 BODY.PEEK[]')).code).toBe('SERVERBUG');
    backend.deliver('user', Buffer.from(simple({ subject: 'y' })));
    await c.ok('NOOP');
    c.write('i IDLE\r\n');
    await c.next(/^\+/);
    backend.deliver('user', Buffer.from(simple({ subject: 'z' })));
    await delay(20);
    c.write('DONE\r\n');
    expect((await c.reply('i')).status).toBe('OK');
    expect(faults.length).toBeGreaterThanOrEqual(4);
    c.close();
    while (server.connections > 0) await delay(5);
    await delay(10);
  });
});

describe('closing', () => {
  it('says BYE to all, IDLE or not, and ends what is in progress', async () => {
    const { server, login, open } = await start();
    const [idler, quiet, stranger] = [await login(), await login(), await open()];
    idler.write('i IDLE\r\n');
    await idler.next(/^\+/);
    await stranger.greeting();
    const byes = Promise.all([idler, quiet, stranger].map((c) => c.next(/^\* BYE/)));
    await server.close();
    expect(await byes).toHaveLength(3);
    expect(server.connections).toBe(0);
  });

  it('lets a command end first', async () => {
    let release = () => {};
    const backend = memory();
    const original = backend.authenticate.bind(backend);
    backend.authenticate = async (...args) => {
      const session = await original(...args);
      const create = session.create.bind(session);
      session.create = async (name) => {
        await new Promise<void>((resolve) => {
          release = resolve;
        });
        return create(name);
      };
      return session;
    };
    const { server, login } = await start({ backend });
    const c = await login();
    const created = c.send('CREATE slow');
    await delay(30);
    const closed = server.close();
    await delay(30);
    release();
    expect((await created).status).toBe('OK');
    expect(await c.next(/BYE/)).toMatch(/BYE/);
    await closed;
    expect(backend.accounts.get('user')?.mailboxes.has('slow')).toBe(true);
  });

  it('waits no longer than told', async () => {
    const { server, open } = await start({ limits: { closeTimeout: 50 } });
    const c = await open();
    await c.greeting();
    c.write('a AUTHENTICATE PLAIN\r\n');
    await c.next(/^\+/);
    const started = performance.now();
    await server.close();
    expect(performance.now() - started).toBeLessThan(2000);
  });
});

describe('pieces of large messages', () => {
  it('are read from the backend once', async () => {
    const backend = memory();
    const message = simple({ subject: 'large', body: Array.from({ length: 50_000 }, (_, i) => `${i}`).join(' ') });
    backend.deliver('user', Buffer.from(message));
    let reads = 0;
    const original = backend.authenticate.bind(backend);
    backend.authenticate = async (...args) => {
      const session = await original(...args);
      const select = session.select.bind(session);
      session.select = async (...which) => {
        const mailbox = await select(...which);
        const fetch = mailbox.fetch.bind(mailbox);
        mailbox.fetch = (uids, needs) => {
          reads++;
          return fetch(uids, needs);
        };
        return mailbox;
      };
      return session;
    };
    const { login } = await start({ backend });
    const c = await login();
    await c.ok('SELECT INBOX');
    let whole = '';
    for (let at = 0; at < message.length; at += 65_536) {
      const response = (await c.ok(`UID FETCH 1 BODY.PEEK[]<${at}.65536>`)).untagged[0] as string;
      whole += response.slice(response.indexOf('\r\n') + 2, -1);
    }
    expect(whole).toBe(message);
    expect(reads).toBe(1);
  });
});
