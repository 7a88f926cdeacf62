/** Programs that people and administrations use, against a whole server. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ImapFlow } from 'imapflow';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Account, findBySubject, imapClient } from '../support/imap-client.ts';
import { needs } from '../support/needs.ts';
import { eventually, run, runOk } from '../support/program.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let one: Account;
let two: Account;
let reader: ImapFlow;
let folder: string;

beforeAll(async () => {
  server = await startServer();
  const [first, second] = server.ready.jmapTest as [string, string];
  one = { address: first, password: server.password };
  two = { address: second, password: server.password };
  reader = await imapClient(server.ready.imaps, one);
  folder = mkdtempSync(join(tmpdir(), 'congvu-clients-'));
});

afterAll(async () => {
  await reader?.logout();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const arrived = (subject: string, mailbox = 'INBOX', client = reader) =>
  eventually(() => findBySubject(client, mailbox, subject), `"${subject}" in ${mailbox}`);

/** swaks over SMTP, LMTP or submission; answers its transcript. */
const swaks = (port: number, ...args: string[]) =>
  run('swaks', ['--server', `127.0.0.1:${port}`, '--timeout', '10', '--helo', 'may-khach.test', ...args]);
const signIn = (account: Account, method: string) => [
  '--auth',
  method,
  '--auth-user',
  account.address,
  '--auth-password',
  account.password,
];

needs('swaks')('swaks', () => {
  test('delivers over STARTTLS; imapflow sees it at once in IDLE', async () => {
    const waiting = await imapClient(server.ready.imaps, one);
    await waiting.mailboxOpen('INBOX');
    const told = new Promise((resolve) => waiting.once('exists', resolve));
    const idle = waiting.idle();
    const subject = ['--header', 'Subject: =?utf-8?B?VGjGsCBt4budaSBo4buNcA==?='];
    const sent = await swaks(server.ready.smtp, '--tls', '--from', 'khach@ngoai.test', '--to', one.address, ...subject);
    expect(sent.stdout).toMatch(/^ ~> \.\n<~ {2}250 2\.\d\.\d /m);
    await told;
    await waiting.logout();
    await idle.catch(() => {});
    const source = await arrived('Thư mời họp');
    expect(source).toMatch(/^Return-Path: <khach@ngoai\.test>\r\n/);
    expect(source).toMatch(/\r\n\tby \S+ with ESMTPS\r\n\t\(TLSv1\.[23] /);
  });

  test('hears at RCPT what is wrong with a recipient', async () => {
    const unknown = await swaks(server.ready.smtp, '--to', 'khong-co@tiengiang.test');
    expect(unknown.stdout).toMatch(/^<\*\* 550 5\.1\.1 /m);
    const foreign = await swaks(server.ready.smtp, '--to', 'ai-do@ngoai.test');
    expect(foreign.stdout).toMatch(/^<\*\* 550 5\.7\.1 /m);
  });

  test('gets one answer for each recipient over LMTP', async () => {
    const to = `${one.address},khong-co@tiengiang.test,${two.address}`;
    const sent = await swaks(server.ready.lmtp, '--protocol', 'LMTP', '--to', to, '--header', 'Subject: qua LMTP');
    expect(sent.stdout.match(/^<\*\* 550 5\.1\.1 /gm)).toHaveLength(1);
    expect(sent.stdout.match(/^<- {2}250 2\.1\.5 Delivered/gm)?.length).toBeGreaterThanOrEqual(1);
    await arrived('qua LMTP');
  });

  test.each([
    ['STARTTLS and PLAIN', 'submission', ['--tls'], 'PLAIN'],
    ['STARTTLS and LOGIN', 'submission', ['--tls'], 'LOGIN'],
    ['TLS from the first octet', 'submissions', ['--tls-on-connect'], 'PLAIN'],
  ] as const)('submits with %s', async (name, port, tls, method) => {
    const subject = `gửi bằng ${name}`;
    const encoded = `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`;
    const addresses = ['--from', two.address, '--to', one.address, '--header', `Subject: ${encoded}`];
    const sent = await swaks(server.ready[port], ...tls, ...signIn(two, method), ...addresses);
    expect(sent.stdout).toMatch(/^<~ {2}235 /m);
    expect(sent.code, sent.stdout).toBe(0);
    expect(await arrived(subject)).toMatch(/with ESMTPSA\r\n/);
  });

  test('may neither sign in without TLS, nor submit without signing in, nor as somebody else', async () => {
    const { submission } = server.ready;
    const plain = await swaks(submission, ...signIn(one, 'PLAIN'), '--from', one.address, '--to', two.address);
    expect(plain.code).not.toBe(0);
    expect(plain.stdout).not.toMatch(/AUTH/);
    const nobody = await swaks(submission, '--tls', '--from', one.address, '--to', two.address);
    expect(nobody.stdout).toMatch(/^<~\* 530 /m);
    const other = await swaks(submission, '--tls', ...signIn(one, 'PLAIN'), '--from', two.address, '--to', one.address);
    expect(other.stdout).toMatch(/^<~\* 553 5\.7\.1 /m);
    const wrong = await swaks(
      submission,
      '--tls',
      ...signIn({ ...one, password: 'sai' }, 'PLAIN'),
      '--to',
      two.address,
    );
    expect(wrong.stdout).toMatch(/^<~\* 535 5\.7\.8 /m);
  });

  test('sends to the outside: held in the sample, not refused', async () => {
    const addresses = ['--from', one.address, '--to', 'dan@ngoai.test', '--header', 'Subject: ra ngoài'];
    const sent = await swaks(server.ready.submissions, '--tls-on-connect', ...signIn(one, 'PLAIN'), ...addresses);
    expect(sent.code, sent.stdout).toBe(0);
    const queue = await congvu('queue', 'list');
    expect(queue).toContain('dan@ngoai.test');
    expect(queue).toMatch(/held|giữ/);
  });
});

const congvu = async (...args: string[]) => {
  const env = { CONGVU_DATA: server.dataDir, CONGVU_LOG: 'warn' };
  return (await runOk(process.execPath, ['server/src/cli/main.ts', ...args], { env })).stdout;
};

needs('curl')('curl', () => {
  const curl = (path: string, ...args: string[]) =>
    runOk('curl', [
      '-sS',
      '--cacert',
      join(server.dataDir, 'tls/cert.pem'),
      '--user',
      `${one.address}:${one.password}`,
      '--resolve',
      `localhost:${server.ready.imaps}:127.0.0.1`,
      `imaps://localhost:${server.ready.imaps}/${path}`,
      ...args,
    ]).then((ran) => ran.stdout);

  test('lists, appends, searches without diacritics and fetches, the certificate checked', async () => {
    expect(await curl('')).toMatch(/^\* LIST \([^)]*\\HasNoChildren[^)]*\) "\/" INBOX\r?$/m);
    const message = [
      'From: curl <curl@ngoai.test>',
      `To: ${one.address}`,
      'Subject: curl',
      'Message-ID: <curl@ngoai.test>',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      'Hộp thư của Sở đã được cấp.',
      '',
    ].join('\r\n');
    writeFileSync(join(folder, 'message.eml'), message);
    await curl('INBOX', '-T', join(folder, 'message.eml'));
    const found = await curl('INBOX', '-X', 'UID SEARCH TEXT "hop thu cua so"');
    const uid = /^\* SEARCH (\d+)/m.exec(found)?.[1];
    expect(uid, found).toBeDefined();
    expect(await curl(`INBOX;UID=${uid}`)).toBe(message);
    expect(await curl(`INBOX;UID=${uid};SECTION=TEXT`)).toBe('Hộp thư của Sở đã được cấp.\r\n');
  });

  test('does so after STARTTLS too, and not without TLS', async () => {
    const url = `imap://127.0.0.1:${server.ready.imap}/INBOX;MAILINDEX=1;SECTION=HEADER.FIELDS%20(SUBJECT)`;
    const user = ['--user', `${one.address}:${one.password}`];
    expect((await runOk('curl', ['-sSk', '--ssl-reqd', ...user, url])).stdout).toMatch(/^Subject: /);
    expect((await run('curl', ['-sS', ...user, url])).code).not.toBe(0);
  });
});

needs('isync')('mbsync', () => {
  test('brings the inbox into a Maildir, and local changes back', async () => {
    const client = await imapClient(server.ready.imaps, two);
    for (const n of [1, 2, 3]) await client.append('INBOX', `Subject: mbsync ${n}\r\n\r\nthân thư ${n}\r\n`);
    const maildir = join(folder, 'maildir');
    mkdirSync(maildir, { recursive: true });
    const config = join(folder, 'mbsyncrc');
    const lines = [
      'IMAPAccount congvu',
      'Host localhost',
      `Port ${server.ready.imaps}`,
      'SSLType IMAPS',
      `CertificateFile ${join(server.dataDir, 'tls/cert.pem')}`,
      `User ${two.address}`,
      `PassCmd "printf %s '${two.password}'"`,
      'AuthMechs LOGIN',
      'IMAPStore far',
      'Account congvu',
      'MaildirStore near',
      `Path ${maildir}/`,
      `Inbox ${maildir}/INBOX`,
      'Channel inbox',
      'Far :far:INBOX',
      'Near :near:INBOX',
      'Create Near',
      'Expunge Both',
      'SyncState *',
    ];
    // Entries are set apart by empty lines.
    writeFileSync(config, `${lines.join('\n').replace(/\n(IMAPStore|MaildirStore|Channel)/g, '\n\n$1')}\n`);
    const sync = () => runOk('mbsync', ['-c', config, 'inbox']);

    await sync();
    const fresh = join(maildir, 'INBOX/new');
    const files = readdirSync(fresh);
    expect(files.length).toBeGreaterThanOrEqual(3);
    const subjectOf = (file: string) => /^Subject: (.*)$/m.exec(readFileSync(join(fresh, file), 'utf8'))?.[1]?.trim();
    const read = files.find((file) => subjectOf(file) === 'mbsync 2')!;
    const trashed = files.find((file) => subjectOf(file) === 'mbsync 3')!;
    const cur = join(maildir, 'INBOX/cur');
    renameSync(join(fresh, read), join(cur, `${read.replace(/:2,.*/, '')}:2,FS`));
    renameSync(join(fresh, trashed), join(cur, `${trashed.replace(/:2,.*/, '')}:2,T`));
    writeFileSync(join(cur, '1.viet-o-may:2,S'), 'Subject: viet o may\n\nthân thư\n');
    await sync();

    const lock = await client.getMailboxLock('INBOX');
    const flags = new Map<string, string[]>();
    for await (const message of client.fetch('1:*', { envelope: true, flags: true }))
      flags.set(message.envelope!.subject!, [...message.flags!].sort());
    lock.release();
    await client.logout();
    expect(flags.get('mbsync 1')).toEqual([]);
    expect(flags.get('mbsync 2')).toEqual(['\\Flagged', '\\Seen']);
    expect(flags.has('mbsync 3')).toBe(false);
    expect(flags.get('viet o may')).toEqual(['\\Seen']);
  });
});

needs('mutt')('mutt', () => {
  const config = () => {
    const file = join(folder, 'muttrc');
    const user = one.address.replace('@', '%40');
    const lines = [
      'set ssl_starttls=yes ssl_force_tls=yes',
      `set certificate_file="${join(server.dataDir, 'tls/cert.pem')}"`,
      'set ssl_verify_host=no',
      `set imap_user="${one.address}" imap_pass="${one.password}" smtp_pass="${one.password}"`,
      `set smtp_url="smtps://${user}@localhost:${server.ready.submissions}/" smtp_authenticators="plain"`,
      `set folder="imaps://localhost:${server.ready.imaps}/" spoolfile="=INBOX" record="" imap_check_subscribed=no`,
      `set from="${one.address}" realname="mutt" use_from=yes envelope_from_address="${one.address}" use_envelope_from=yes`,
      'set quit=yes wait_key=no sleep_time=0 confirmappend=no send_charset="utf-8" charset="utf-8"',
      `set header_cache="" tmpdir="${folder}"`,
    ];
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  };

  test('sends a message with an attachment', async () => {
    const attachment = join(folder, 'báo cáo.txt');
    writeFileSync(attachment, 'Nội dung báo cáo.\n');
    const args = ['-n', '-F', config(), '-s', 'Báo cáo tuần', '-a', attachment, '--', two.address];
    const env = { HOME: folder, TERM: 'dumb' };
    await runOk('mutt', args, { input: 'Kính gửi,\n', env });
    const client = await imapClient(server.ready.imaps, two);
    const source = await arrived('Báo cáo tuần', 'INBOX', client);
    await client.logout();
    expect(source).toMatch(/Content-Disposition: attachment/);
  });

  test('opens the inbox and saves a message', async () => {
    await reader.append('INBOX', 'Subject: mutt-doc-thu-nay\r\nFrom: a@ngoai.test\r\n\r\nthân thư cho mutt\r\n');
    const out = join(folder, 'saved');
    const keys = `<limit>~s mutt-doc-thu-nay<enter><pipe-message>cat > ${out}<enter><exit>`;
    // A terminal is needed; util-linux has one to lend.
    const command = `mutt -n -F ${config()} -e 'push "${keys}"'`;
    await run('script', ['-qec', command, '/dev/null'], { env: { HOME: folder, TERM: 'xterm' }, timeout: 20_000 });
    expect(readFileSync(out, 'utf8')).toContain('thân thư cho mutt');
  });
});

describe('imapflow', () => {
  test('makes, renames and deletes mailboxes, moves messages and sees the quota', async () => {
    await reader.mailboxCreate('Công việc');
    await reader.mailboxCreate(['Công việc', 'Năm 2026']);
    const { uid } = (await reader.append('Công việc', 'Subject: chuyển đi\r\n\r\nx\r\n')) as { uid: number };
    let lock = await reader.getMailboxLock('Công việc');
    const moved = await reader.messageMove(String(uid), 'Công việc/Năm 2026', { uid: true });
    lock.release();
    if (!moved) throw new Error('Nothing was moved.');
    expect(moved.uidMap?.size).toBe(1);
    await reader.mailboxRename('Công việc/Năm 2026', 'Lưu 2026');
    lock = await reader.getMailboxLock('Lưu 2026');
    expect(await reader.search({ subject: 'chuyển' })).toHaveLength(1);
    lock.release();
    const quota = await reader.getQuota('INBOX');
    if (!quota) throw new Error('There is no quota.');
    expect(quota.storage?.limit).toBe(500 * 1024 * 1024);
    await reader.mailboxDelete('Lưu 2026');
    await reader.mailboxDelete('Công việc');
    expect((await reader.list()).map((box) => box.path)).not.toContain('Lưu 2026');
  });

  test('finds the special folders', async () => {
    const uses = (await reader.list()).flatMap((box) => box.specialUse ?? []);
    expect(uses).toEqual(expect.arrayContaining(['\\Inbox', '\\Sent', '\\Drafts', '\\Trash', '\\Junk', '\\Archive']));
  });
});
