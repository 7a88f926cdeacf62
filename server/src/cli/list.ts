/** `congvu list`: organisations and people from and to files, as the page does it, without the page. */
import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  type Decision,
  defaultListOptions,
  issueText,
  type ListOptions,
  type ListSummary,
  type ListUse,
} from '@congvu/contract';
import { type Command, Option } from 'commander';
import {
  createDomain,
  createProvince,
  DirectoryError,
  ListError,
  listLimits,
  type StoredImport,
} from '../directory/index.ts';
import { CodedError } from '../platform/index.ts';
import { resolveProvince } from '../provisioning/index.ts';
import type { Services } from '../services.ts';
import { CommandError, progress, withServices } from './command.ts';
import { operator } from './directory-options.ts';
import { chooseSheets, type SheetOptions } from './list-sheets.ts';

interface FileOptions extends SheetOptions {
  province?: string;
  under?: string;
  domain?: string;
  mailboxes: 'all' | 'organisations' | 'people' | 'none';
  duplicates: Decision;
  from?: string;
  decision?: string;
  guessHeads: boolean;
  createDomain?: boolean;
  marked?: string;
  json?: boolean;
}

interface ExportOptions {
  province?: string;
  what: 'organisations' | 'people' | 'both';
  format: 'xlsx' | 'csv' | 'vcf';
  under?: string;
  at?: string;
  vcard: '3.0' | '4.0';
  out: string;
}

/** Rows with faults that are printed; the marked-up workbook has all. */
const shownFaults = 50;
const everywhere = { whole: true, roots: [], kinds: [] };
const kinds = ['both', 'organisations', 'people'];

export function addList(program: Command): void {
  const list = program
    .command('list')
    .description('danh sách; organisations and people from and to XLSX, CSV and vCard');

  addFileOptions(list.command('check').argument('<file>', 'XLSX or CSV'))
    .description('kiểm tra; what an import would do, and every row that is wrong; changes nothing')
    .action((file: string, options: FileOptions) =>
      withServices(async (services) => {
        const checked = await checkFile(services, file, options);
        await services.lists.remove(checked);
        if (faultsOf(checked.summary!) > 0) process.exitCode = 1;
      }),
    );

  addFileOptions(list.command('import').argument('<file>', 'XLSX or CSV'))
    .option('--create-domain', 'make the domain, and the province, if missing; they stay if the list is refused')
    .description('nhập; check, and import all of it if no row is wrong, or nothing')
    .action((file: string, options: FileOptions) =>
      withServices(async (services) => {
        if (options.createDomain) await makeDomain(services, options);
        const checked = await checkFile(services, file, options);
        const { lists } = services;
        try {
          const { done } = await lists.apply(checked, checked.digest!, everywhere, operator);
          await watch(services, checked, done, 'Nhập / import');
        } catch (error) {
          await lists.remove(checked);
          throw error;
        }
        const { summary } = await lists.read(checked.province, checked.importId);
        console.log(
          `Đã nhập / imported: ${tell(summary!)}. Số / number ${checked.importId}: congvu list undo ${checked.importId}`,
        );
      }),
    );

  list
    .command('undo')
    .argument('<number>', 'as "list import" and the page tell it')
    .description('thu hồi; take an import back whole, while nobody has used anything of it')
    .option('--province <id>', 'needed only when there are several')
    .action((number: string, options: { province?: string }) =>
      withServices(async (services) => {
        if (!/^\d{1,15}$/.test(number)) throw new CommandError('command.usage', `${number} is no number of an import.`);
        const province = await resolveProvince(services, options.province);
        const stored = await services.lists.read(province, Number(number));
        const { done } = await services.lists.undo(stored, operator);
        await watch(services, stored, done, 'Thu hồi / undo').catch(tellUses);
        console.log(`Đã thu hồi / undone: ${stored.fileName}.`);
      }),
    );

  list
    .command('export')
    .description('xuất; organisations and people as they are, or were on a day')
    .addOption(new Option('--what <kind>').choices(kinds).default('both'))
    .addOption(new Option('--format <format>').choices(['xlsx', 'csv', 'vcf']).default('xlsx'))
    .option('--province <id>', 'needed only when there are several')
    .option('--under <organisation>', 'its mailbox or its code: with all under it; the province when left out')
    .option('--at <day>', 'such as 2026-07-01; today when left out')
    .addOption(new Option('--vcard <version>').choices(['3.0', '4.0']).default('4.0'))
    .requiredOption('--out <file>', 'where it is written; "-" is standard output')
    .action((options: ExportOptions) =>
      withServices(async (services) => {
        const province = await resolveProvince(services, options.province);
        const { what, format, vcard: version } = options;
        const organisationId = await findUnder(services, province, options.under);
        const at = readDay(options.at) ?? Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString();
        const { content } = services.lists.export({ province, what, format, organisationId, at, version });
        await write(content, options.out);
      }),
    );

  list
    .command('template')
    .description('tệp mẫu; a workbook with headings, examples and notes')
    .addOption(new Option('--what <kind>').choices(kinds).default('both'))
    .option('--empty', 'without the examples')
    .option('--province <id>', 'needed only when there are several')
    .requiredOption('--out <file>', 'where it is written; "-" is standard output')
    .action((options: Pick<ExportOptions, 'what' | 'province' | 'out'> & { empty?: boolean }) =>
      withServices(async (services) => {
        const province = await resolveProvince(services, options.province);
        const { what: kind, empty = false } = options;
        await write(services.lists.template(province, { kind, empty }), options.out);
      }),
    );
}

function addFileOptions(command: Command): Command {
  return command
    .option('--province <id>', 'needed only when there are several')
    .option('--under <organisation>', 'mailbox or code of the organisation for rows that name none')
    .option('--domain <name>', 'for mailboxes; needed only when there are several')
    .addOption(
      new Option('--mailboxes <whose>', 'who gets one')
        .choices(['all', 'organisations', 'people', 'none'])
        .default('all'),
    )
    .addOption(
      new Option('--duplicates <decision>', 'what becomes of who is there already')
        .choices(['skip', 'update', 'add'])
        .default('skip'),
    )
    .option('--from <day>', 'such as 2026-07-01, where the list gives no day; today when left out')
    .option('--decision <text>', 'the document behind the list')
    .option('--no-guess-heads', 'a head’s position alone makes nobody the head')
    .option('--sheet <name...>', 'only these sheets; all with headings when left out')
    .addOption(new Option('--kind <kind>', 'what the sheet lists').choices(['organisations', 'people']))
    .option('--header <line>', 'the line of the headings; 0 when there are none')
    .option('--map <column=field...>', 'such as D=position or E= (left out), where the guess is wrong')
    .option('--marked <file>', 'write the list there with each row’s result, address and faults')
    .option('--json', 'one JSON object a row');
}

async function makeDomain({ pools, regulation }: Services, { province, domain }: FileOptions): Promise<void> {
  if (domain === undefined) throw new CommandError('command.usage', 'Give the --domain that is to be made.');
  const id = await resolveProvince({ pools, regulation }, province, { domain });
  await pools.transaction(async (tx) => {
    await createProvince(tx, regulation, id, operator);
    await createDomain(tx, id, domain, operator);
  });
}

/** Sends and checks a file, and tells what was found. */
async function checkFile(services: Services, file: string, options: FileOptions): Promise<StoredImport> {
  const { lists, pools } = services;
  const province = await resolveProvince(services, options.province, { domain: options.domain });
  const { rowCount } = await pools.query('select from province where province_id = $1', [province]);
  if (rowCount === 0)
    throw new DirectoryError('directory.no-province', `${province} has no domain yet: --create-domain.`);
  const underId = await findUnder(services, province, options.under);
  const sent = await lists.upload(province, { name: basename(file), bytes: await readLimited(file) }, operator);
  try {
    const { choices, sheets: found } = await lists.preview(sent, everywhere);
    const { mailboxes, duplicates, guessHeads, decision = null } = options;
    const all = mailboxes === 'all';
    const domain = options.domain ?? (choices.domains.length === 1 ? choices.domains[0]! : null);
    if (domain === null && mailboxes !== 'none' && choices.domains.length > 1) {
      throw new CommandError('command.usage', `Give --domain: ${choices.domains.join(', ')}.`);
    }
    const chosen: ListOptions = {
      ...defaultListOptions,
      underId,
      domain: mailboxes === 'none' ? null : domain,
      mailboxes: { organisations: all || mailboxes === 'organisations', people: all || mailboxes === 'people' },
      duplicates,
      from: readDay(options.from) ?? null,
      guessHeads,
      decision,
    };
    const { done } = await lists.check(sent, { sheets: chooseSheets(found, options), options: chosen }, everywhere);
    await watch(services, sent, done, 'Kiểm tra / check');
    const checked = await lists.read(province, sent.importId);
    await printRows(services, checked, options.json ?? false);
    if (options.marked) await write(lists.marked(checked, 'vi'), options.marked);
    console.log(tell(checked.summary!));
    return checked;
  } catch (error) {
    await lists.remove(sent).catch(() => {});
    throw error;
  }
}

/** A file beyond the limit is not read. */
async function readLimited(file: string): Promise<Buffer> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    throw new CommandError('file.not-found', `${file} cannot be read: ${error.code}.`);
  });
  try {
    const { size } = await handle.stat();
    if (size > listLimits.fileBytes) throw new ListError('list.too-large');
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}

async function findUnder({ pools }: Services, province: string, text: string | undefined): Promise<number | null> {
  if (text === undefined) return null;
  const { rows } = await pools.query<{ id: number }>({
    text: `select o.organisation_id as id from organisation o
           where o.province_id = $1 and o.valid_until is null and (o.code = upper($2) or exists (
             select from account a join address d using (account_id)
             where a.organisation_id = o.organisation_id and d.address = lower($2)))`,
    values: [province, text.trim()],
  });
  if (rows.length === 1) return rows[0]!.id;
  throw new CommandError('command.usage', `${text} is neither the mailbox nor the code of an organisation.`);
}

function readDay(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    throw new CommandError('command.usage', `${text} is no day such as 2026-07-01.`);
  }
}

/** Shows how far it is; Ctrl-C cancels it, and nothing of it stays. */
async function watch({ lists }: Services, list: StoredImport, done: Promise<void>, label: string): Promise<void> {
  const bar = progress(label);
  const cancel = () => void lists.cancel(list);
  process.once('SIGINT', cancel);
  const timer = setInterval(async () => {
    const now = await lists.read(list.province, list.importId).catch(() => undefined);
    if (now?.progress) bar.at(now.progress.done, now.progress.of || undefined);
  }, 1000);
  try {
    await done;
  } finally {
    clearInterval(timer);
    process.off('SIGINT', cancel);
    bar.clear();
  }
}

async function printRows({ lists }: Services, list: StoredImport, json: boolean): Promise<void> {
  if (json) {
    for (let offset = 0; ; offset += 500) {
      const { rows } = await lists.rows(list, { show: 'all', offset, limit: 500 });
      for (const row of rows) console.log(JSON.stringify(row));
      if (rows.length < 500) return;
    }
  }
  const { rows, total } = await lists.rows(list, { show: 'faults', offset: 0, limit: shownFaults });
  for (const { sheet, line, name, issues } of rows) {
    const faults = issues.filter(({ level }) => level === 'fault').map((issue) => issueText(issue, 'vi'));
    console.log(`${sheet}, dòng ${line}, ${name || '—'}: ${faults.join(' ')}`);
  }
  if (total > rows.length) console.log(`… và ${total - rows.length} dòng sai khác / more faulty rows: --marked`);
}

const faultsOf = ({ organisations, people }: ListSummary) => organisations.faults + people.faults;

function tell(summary: ListSummary): string {
  const parts = (['organisations', 'people'] as const).flatMap((kind) => {
    const { rows, add, update, skip, faults, mailboxes } = summary[kind];
    if (rows === 0) return [];
    const name = kind === 'people' ? 'cán bộ / people' : 'đơn vị / organisations';
    return `${rows} ${name}: +${add}, ~${update}, bỏ qua / skipped ${skip}, sai / faulty ${faults}, hộp thư / mailboxes ${mailboxes}`;
  });
  return parts.join('; ');
}

/** What stands in the way, before the refusal itself. */
function tellUses(error: unknown): never {
  if (error instanceof CodedError && error.code === 'list.used' && Array.isArray(error.details)) {
    for (const { line, name, reason } of error.details as ListUse[]) console.error(`${line}\t${name}\t${reason}`);
  }
  throw error;
}

/** A file that could not be finished does not stay. */
async function write(content: AsyncIterable<Buffer>, file: string): Promise<void> {
  if (file === '-') {
    for await (const piece of content) process.stdout.write(piece);
    return;
  }
  try {
    await pipeline(Readable.from(content, { objectMode: false }), createWriteStream(file));
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}
