import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventually, run, runOk } from './program.ts';

export interface Postfix {
  port: number;
  log(): string;
  stop(): Promise<void>;
}

export interface PostfixOptions {
  port: number;
  /** `address` or `domain` → `smtp:[host]:port`, `lmtp:inet:host:port`. */
  transport: Record<string, string>;
  /** Addresses that stand for others. */
  aliases?: Record<string, string>;
  /** More lines of main.cf. */
  main?: string[];
}

const services = `
pickup    unix  n  -  n  60    1  pickup
cleanup   unix  n  -  n  -     0  cleanup
qmgr      unix  n  -  n  300   1  qmgr
tlsmgr    unix  -  -  n  1000? 1  tlsmgr
rewrite   unix  -  -  n  -     -  trivial-rewrite
bounce    unix  -  -  n  -     0  bounce
defer     unix  -  -  n  -     0  bounce
trace     unix  -  -  n  -     0  bounce
verify    unix  -  -  n  -     1  verify
proxymap  unix  -  -  n  -     -  proxymap
smtp      unix  -  -  n  -     -  smtp
relay     unix  -  -  n  -     -  smtp
showq     unix  n  -  n  -     -  showq
error     unix  -  -  n  -     -  error
retry     unix  -  -  n  -     -  error
discard   unix  -  -  n  -     -  discard
lmtp      unix  -  -  n  -     -  lmtp
anvil     unix  -  -  n  -     1  anvil
scache    unix  -  -  n  -     1  scache
postlog   unix-dgram n - n -   1  postlogd
`;

/** Postfix on a loopback port, with everything of it in a temporary folder. It starts as root only. */
export async function startPostfix(options: PostfixOptions): Promise<Postfix> {
  const root = mkdtempSync(join(tmpdir(), 'congvu-postfix-'));
  // Its users must pass through.
  chmodSync(root, 0o755);
  const { port } = options;
  const folder = (name: string) => {
    mkdirSync(join(root, name), { recursive: true });
    return join(root, name);
  };
  const etc = folder('etc');
  const table = (name: string, entries: Record<string, string>) => {
    writeFileSync(
      join(etc, name),
      Object.entries(entries)
        .map(([key, value]) => `${key} ${value}\n`)
        .join(''),
    );
    return `texthash:${join(etc, name)}`;
  };
  const domains = [...new Set(Object.keys(options.transport).map((key) => key.replace(/^.*@/, '')))];
  const main = [
    'compatibility_level = 3.6',
    `queue_directory = ${folder('queue')}`,
    `data_directory = ${folder('data')}`,
    'command_directory = /usr/sbin',
    'daemon_directory = /usr/lib/postfix/sbin',
    'meta_directory = /etc/postfix',
    'mail_owner = postfix',
    'setgid_group = postdrop',
    `maillog_file = ${join(root, 'mail.log')}`,
    `maillog_file_prefixes = ${root}`,
    'inet_interfaces = 127.0.0.1',
    'inet_protocols = ipv4',
    'myhostname = postfix.test',
    'mydestination =',
    'mynetworks = 127.0.0.0/8',
    'alias_maps =',
    'alias_database =',
    'local_recipient_maps =',
    'biff = no',
    'message_size_limit = 0',
    `relay_domains = ${domains.join(' ')}`,
    `transport_maps = ${table('transport', options.transport)}`,
    `virtual_alias_maps = ${table('aliases', options.aliases ?? {})}`,
    'smtpd_relay_restrictions = permit_mynetworks, reject',
    'smtp_tls_security_level = may',
    'smtputf8_enable = yes',
    ...(options.main ?? []),
  ];
  writeFileSync(join(etc, 'main.cf'), `${main.join('\n')}\n`);
  writeFileSync(join(etc, 'master.cf'), `127.0.0.1:${port} inet n - n - - smtpd${services}`);
  const { stdout } = await runOk('id', ['-u', 'postfix']);
  chownSync(join(root, 'data'), Number(stdout), 0);
  const log = () => (existsSync(join(root, 'mail.log')) ? readFileSync(join(root, 'mail.log'), 'utf8') : '');
  const started = await run('postfix', ['-c', etc, 'start']);
  const stop = async () => {
    await run('postfix', ['-c', etc, 'stop']);
    await sleep(200);
    rmSync(root, { recursive: true, force: true });
  };
  try {
    await eventually(async () => (log().includes('daemon started') ? true : undefined), 'Postfix starts', 10_000);
    return { port, log, stop };
  } catch (error) {
    const said = `${started.stderr}\n${log()}`;
    await stop();
    throw new Error(said, { cause: error });
  }
}

/** A port that nobody uses now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
