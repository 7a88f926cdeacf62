import { duplexPair } from 'node:stream';
import { createImapServer } from '@congvu/imap';
import { indexMessage } from '@congvu/mime';
import type { AccountAccess } from '../../directory/index.ts';
import { type Mail, type MailboxPlace, Snapshot } from '../../mail/index.ts';
import { createImapBackend, type ImapBackendDeps } from './backend.ts';

const messages = 1000;
const rounds = 4;
const appends = 60;

/**
 * Runs the commonest commands a few times over messages that don't exist, without database or network, so that the
 * first user after a start meets code that is compiled already. Takes some 130 ms. Answers how many commands went well.
 */
export async function warmUpImap(): Promise<number> {
  const server = createImapServer({ backend: createImapBackend(pretended()), allowPlaintextAuth: true });
  const [ours, theirs] = duplexPair();
  server.accept(theirs, '127.0.0.1', false);
  const fetches = Array.from({ length: rounds }, () => [
    'FETCH 1:* (FLAGS UID INTERNALDATE RFC822.SIZE ENVELOPE BODYSTRUCTURE)',
    'UID FETCH 1:* (FLAGS)',
    'NOOP',
  ]).flat();
  const append = `APPEND INBOX (\\Seen) {${message.length}+}\r\n${message}`;
  const taken = Array.from({ length: appends }, () => append);
  const commands = ['LOGIN a@b.invalid x', 'SELECT INBOX', ...fetches, ...taken, 'LOGOUT'];
  try {
    let fine = 0;
    let line = '';
    const answers = ours.setEncoding('latin1')[Symbol.asyncIterator]() as AsyncIterator<string>;
    for (const [i, command] of commands.entries()) {
      ours.write(`a${i} ${command}\r\n`);
      for (;;) {
        const { value, done } = await answers.next();
        if (done) return fine;
        line = `${line}${value}`.slice(-1000);
        const tagged = line.lastIndexOf(`a${i} `);
        if (tagged < 0 || line.indexOf('\r\n', tagged) < 0) continue;
        if (line.startsWith(`a${i} OK`, tagged)) fine++;
        break;
      }
    }
    return fine;
  } finally {
    ours.destroy();
    await server.close();
  }
}

/** One person with one mailbox, in memory. */
function pretended(): ImapBackendDeps {
  const account: AccountAccess = {
    accountId: 1,
    kind: 'personal',
    name: 'a',
    address: 'a@b.invalid',
    addresses: ['a@b.invalid'],
    own: true,
    rights: ['own'],
  };
  const place: MailboxPlace = {
    mailbox_id: 1,
    parent_id: null,
    name: 'INBOX',
    role: 'inbox',
    subscribed: true,
    uid_validity: 1,
  };
  const snapshot = snapshotOf(messages);
  const texts = { envelope: imapEnvelope, bodyStructure: imapBodyStructure };
  const mail = {
    trees: { places: async () => [place] },
    snapshots: { fresh: async () => snapshot },
    contents: { imapTexts: async (ids: number[]) => ids.map(() => texts) },
    onAccount: () => () => {},
    uses: { opened: () => {} },
    deliverAll: async (all: { bytes: Buffer }[]) =>
      all.map(({ bytes }) => ({ status: 'delivered', uid: indexMessage(bytes).imapEnvelope.length })),
  } as unknown as Mail;
  const who = { personId: 1, address: account.address, credentialVersion: 1, mustChangePassword: false };
  const accounts = {
    authenticate: async () => who,
    accountsOf: async () => [account],
    watch: () => () => {},
  } as unknown as ImapBackendDeps['accounts'];
  return { mail, accounts, messageLimit: message.length };
}

function snapshotOf(count: number): Snapshot {
  const snapshot = new Snapshot(1, 1);
  const list = Array.from({ length: count }, (_, i) => i + 1);
  snapshot.uidValidity = 1;
  snapshot.uidNext = count + 1;
  snapshot.modseq = count;
  snapshot.uids = Uint32Array.from(list);
  snapshot.modseqs = Float64Array.from(list);
  snapshot.flags = Uint8Array.from(list, (n) => n % 4);
  snapshot.sizes = Uint32Array.from(list, (n) => 5000 + n);
  snapshot.received = Float64Array.from(list, (n) => 1.7e12 + n * 1e6);
  snapshot.emailIds = snapshot.threadIds = snapshot.contentIds = snapshot.modseqs;
  return snapshot;
}

/** Ordinary: two ways to read it, in UTF-8, and a small file. */
const message = [
  'Message-ID: <1@b.invalid>',
  'Date: Mon, 16 Nov 2026 08:30:00 +0700',
  'From: =?utf-8?q?V=C4=83n_th=C6=B0?= <vanthu@b.invalid>',
  'To: a@b.invalid, "Van phong" <vp@b.invalid>',
  'Subject: =?utf-8?q?C=C3=B4ng_v=C4=83n_s=E1=BB=91_1?=',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="b1"',
  '',
  '--b1',
  'Content-Type: multipart/alternative; boundary="b2"',
  '',
  ...['plain', 'html'].flatMap((kind) => [
    '--b2',
    `Content-Type: text/${kind}; charset=utf-8`,
    'Content-Transfer-Encoding: quoted-printable',
    '',
    ...Array.from(
      { length: 20 },
      () => 'K=C3=ADnh g=E1=BB=ADi c=C3=A1c =C4=91=C6=A1n v=E1=BB=8B, xin xem =\r\nt=E1=BB=87p.',
    ),
    '',
  ]),
  '--b2--',
  '--b1',
  'Content-Type: application/pdf; name="a.pdf"',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename="a.pdf"',
  '',
  ...Array.from({ length: 20 }, () => 'JVBERi0xLjcK'.repeat(6)),
  '',
  '--b1--',
  '',
].join('\r\n');

const person = '(("Van thu" NIL "vanthu" "b.invalid"))';
const imapEnvelope = `("Mon, 16 Nov 2026 08:30:00 +0700" "=?utf-8?q?C=C3=B4ng_v=C4=83n?=" ${person} ${person} ${person} ${person} NIL NIL NIL "<1@b.invalid>")`;
const imapBodyStructure =
  '(("text" "plain" ("charset" "utf-8") NIL NIL "base64" 1200 20 NIL NIL NIL NIL)("application" "pdf" ("name" "a.pdf") NIL NIL "base64" 90000 NIL ("attachment" ("filename" "a.pdf")) NIL NIL) "mixed" ("boundary" "b") NIL NIL NIL)';
