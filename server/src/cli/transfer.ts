/** Mail in and out as files: mbox (RFC 4155) and .eml (RFC 5322). */

import { once } from 'node:events';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { Command } from 'commander';
import { accountByAddress } from '../directory/index.ts';
import {
  createMailbox,
  Flag,
  type Mail,
  mailboxPaths,
  readMailboxes,
  readMbox,
  toCrlf,
  toMbox,
} from '../mail/index.ts';
import { wireLimit } from '../protocols/smtp/index.ts';
import type { Services } from '../services.ts';
import { CommandError, progress, withServices } from './command.ts';

const BATCH = 16;

export function addTransfer(program: Command): void {
  program
    .command('import')
    .description('nhập thư từ tệp mbox hoặc .eml; import mbox files, .eml files, or a folder of them')
    .argument('<files...>')
    .requiredOption('--to <address>', 'address of the account')
    .option('--mailbox <name>', 'name of the mailbox, made if missing', 'INBOX')
    .option('--unread', 'leave the messages unread')
    .action(async (files: string[], options: { to: string; mailbox: string; unread?: boolean }) => {
      await withServices((services) => importFiles(services, files, options));
    });
  program
    .command('export')
    .description('xuất thư ra tệp; export a mailbox, or all of an account, to mbox or .eml files')
    .requiredOption('--from <address>', 'address of the account')
    .option('--mailbox <name>', 'only this mailbox')
    .option('--format <format>', 'mbox (one file a mailbox) or eml (one file a message)', 'mbox')
    .requiredOption('--out <folder>', 'an empty or new folder')
    .action(async (options: { from: string; mailbox?: string; format: string; out: string }) => {
      await withServices((services) => exportAccount(services, options));
    });
}

async function findMailbox(mail: Mail, accountId: number, name: string): Promise<number> {
  const paths = mailboxPaths(await readMailboxes(mail.run, accountId));
  for (const [id, path] of paths) if (path.toLowerCase() === name.toLowerCase()) return id;
  let parentId: number | null = null;
  let at = '';
  for (const level of name.split('/')) {
    at = at ? `${at}/${level}` : level;
    const known: number | undefined = [...paths].find(([, path]) => path === at)?.[0];
    parentId = known ?? (await createMailbox(mail.mutation, accountId, { name: level, parentId })).mailboxId;
  }
  return parentId!;
}

/** Files in the order of their names; folders are looked through. */
function* filesOf(paths: string[]): Generator<string> {
  for (const path of paths) {
    if (!existsSync(path)) throw new CommandError('file.not-found', `${path} is not there.`);
    if (!statSync(path).isDirectory()) yield path;
    else
      yield* filesOf(
        readdirSync(path)
          .sort()
          .map((name) => join(path, name)),
      );
  }
}

async function importFiles(
  services: Services,
  paths: string[],
  options: { to: string; mailbox: string; unread?: boolean },
): Promise<void> {
  const { mail, regulation } = services;
  const files = [...filesOf(paths)];
  const accountId = (await accountByAddress(services.pools, options.to)).accountId;
  const mailboxId = await findMailbox(mail, accountId, options.mailbox);
  const largest = wireLimit(
    Math.max(...regulation.provinces().map(({ id }) => regulation.rule(id, 'attachment-limit').bytes)),
  );
  const bar = progress('import');
  let done = 0;
  let tooLarge = 0;
  const put = async (messages: { bytes: Buffer; receivedAt: number | undefined }[]) => {
    const outcomes = await Promise.all(
      messages.map(({ bytes, receivedAt }) =>
        mail.deliver(bytes, [
          {
            accountId,
            mailboxId,
            flags: options.unread ? 0 : Flag.seen,
            ...(receivedAt === undefined ? {} : { receivedAt }),
          },
        ]),
      ),
    );
    for (const [outcome] of outcomes) {
      if (outcome!.status === 'over-quota')
        throw new CommandError('account.over-quota', `The account is full; ${done} messages were imported.`);
      if (outcome!.status !== 'delivered')
        throw new CommandError('account.not-active', `${outcome!.status}; ${done} messages were imported.`);
      bar.at(++done);
    }
  };
  for (const file of files) {
    if (extname(file).toLowerCase() === '.eml') {
      if (statSync(file).size > largest) tooLarge++;
      else await put([{ bytes: toCrlf(await readFile(file)), receivedAt: statSync(file).mtimeMs }]);
      continue;
    }
    let batch: { bytes: Buffer; receivedAt: number | undefined }[] = [];
    for await (const message of readMbox(createReadStream(file), largest, () => tooLarge++)) {
      batch.push(message);
      if (batch.length < BATCH) continue;
      await put(batch);
      batch = [];
    }
    await put(batch);
  }
  bar.end(`${done} messages imported${tooLarge > 0 ? `, ${tooLarge} too large and left out` : ''}`);
  if (tooLarge > 0) process.exitCode = 1;
}

async function exportAccount(
  services: Services,
  options: { from: string; mailbox?: string; format: string; out: string },
): Promise<void> {
  if (options.format !== 'mbox' && options.format !== 'eml')
    throw new CommandError('export.format', 'The format is mbox or eml.');
  if (existsSync(options.out) && readdirSync(options.out).length > 0)
    throw new CommandError('export.folder-not-empty', `${options.out} is not empty.`);
  const { mail } = services;
  const accountId = (await accountByAddress(services.pools, options.from)).accountId;
  const paths = mailboxPaths(await readMailboxes(mail.run, accountId));
  const wanted = [...paths].filter(
    ([, path]) => options.mailbox === undefined || path.toLowerCase() === options.mailbox.toLowerCase(),
  );
  if (wanted.length === 0) throw new CommandError('mailbox.not-found', `There is no mailbox ${options.mailbox}.`);
  mkdirSync(options.out, { recursive: true });
  const bar = progress('export');
  let done = 0;
  for (const [mailboxId, path] of wanted) {
    const snapshot = await mail.snapshots.fresh(accountId, mailboxId);
    const rows = Array.from({ length: snapshot?.count ?? 0 }, (_, i) => snapshot!.row(i));
    const folder = join(options.out, ...path.split('/').map(fileName));
    const file =
      options.format === 'mbox' ? createWriteStream(makeParent(`${folder}.mbox`), { flags: 'wx' }) : undefined;
    if (!file) mkdirSync(folder, { recursive: true });
    for (const row of rows) {
      const bytes = await mail.readContent(row.contentId);
      if (!bytes)
        throw new CommandError('content.missing', `Message ${row.uid} of ${path} has no content: run congvu check.`);
      if (!file) await writeFile(join(folder, `${row.uid}.eml`), bytes, { flag: 'wx' });
      else if (!file.write(toMbox(bytes, row.received))) await once(file, 'drain');
      bar.at(++done);
    }
    if (file) {
      file.end();
      await once(file, 'finish');
    }
  }
  bar.end(`${done} messages exported to ${options.out}`);
}

function makeParent(file: string): string {
  mkdirSync(join(file, '..'), { recursive: true });
  return file;
}

const fileName = (level: string): string => basename(level.replace(/[<>:"|?*\\\u0000-\u001f]/g, '_')) || '_';
