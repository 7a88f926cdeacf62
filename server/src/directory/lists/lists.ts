/** Lists from the file to the directory and back: what routes and the command line ask for. */
import type { ListCheckRequest, ListPreview, SheetMapping } from '@congvu/contract';
import { AppError, type Log, type Pools } from '../../platform/index.ts';
import { type Regulation, today } from '../../regulation/index.ts';
import type { Actor } from '../audit.ts';
import { citedIf } from '../naming/rules.ts';
import type { ListExtent } from './check/check-list.ts';
import { ListError } from './errors.ts';
import { type Exported, type ExportRequest, exportList } from './export/export-list.ts';
import { listLimits, megabytes } from './limits.ts';
import {
  askToCancel,
  beginWork,
  createImport,
  deleteImport,
  endSilentWork,
  readImport,
  readImports,
  type StoredImport,
} from './store/imports.ts';
import { type RowFilter, readRows } from './store/rows.ts';
import { createListRunner, type ListRunner } from './thread/runner.ts';
import { markedWorkbook } from './write/marked.ts';
import { type TemplateOptions, templateWorkbook } from './write/template.ts';

export interface ListsDeps {
  pools: Pools;
  /** Of the database, for threads of their own. */
  url: string;
  regulation: Regulation;
  log: Log;
}

export type Lists = ReturnType<typeof createLists>;

export function createLists({ pools, url, regulation, log }: ListsDeps) {
  const runner: ListRunner = createListRunner({ pools, url, log });
  const found = async (province: string, importId: number): Promise<StoredImport> => {
    await endSilentWork(pools, province);
    const list = await readImport(pools, province, importId);
    if (!list) throw new AppError('request.not-found');
    return list;
  };
  const kindsOf = (province: string) => citedIf(regulation, province, 'organisation-kinds', today())?.value ?? [];
  return {
    /** Keeps a file that can be read. @throws ListError */
    upload: async (province: string, file: { name: string; bytes: Buffer }, by: Actor): Promise<StoredImport> => {
      const { name, bytes } = file;
      if (bytes.length > listLimits.fileBytes) throw new ListError('list.too-large', megabytes(bytes.length));
      const preview = await runner.preview(bytes);
      const createdBy = by.kind === 'person' ? by.personId : null;
      const importId = await pools.transaction((tx) =>
        createImport(tx, { province, fileName: tidyName(name), bytes, preview, createdBy }),
      );
      return found(province, importId);
    },

    /** @throws AppError `request.not-found`. */
    read: found,

    list: async (
      province: string,
      options: { by?: number | undefined; before?: number | undefined; limit: number },
    ) => {
      await endSilentWork(pools, province);
      return readImports(pools, province, options);
    },

    preview: async (list: StoredImport, extent: ListExtent): Promise<ListPreview> => {
      const { rows: domains } = await pools.query<{ name: string }>(
        'select name from domain where province_id = $1 order by domain_id',
        [list.province],
      );
      const roots = await rootsOf(pools, list.province, extent);
      const kinds = kindsOf(list.province);
      const preview = list.preview ?? { format: 'xlsx' as const, charset: 'utf-8', delimiter: null, sheets: [] };
      // What was chosen last stands in place of what was guessed.
      const sheets = preview.sheets.map((sheet, i) => ({
        ...sheet,
        mapping: list.sheets.find((one) => one.sheet === i) ?? sheet.mapping,
      }));
      return {
        ...preview,
        sheets,
        choices: {
          domains: domains.map(({ name }) => name),
          kinds: kinds.map(({ kind, name }) => ({ kind, name })),
          roots,
        },
      };
    },

    /** Begins a dry run; `done` settles with it. @throws ListError `list.busy`, `list.state`. */
    check: async (
      list: StoredImport,
      request: ListCheckRequest,
      extent: ListExtent,
    ): Promise<{ done: Promise<void> }> => {
      const { sheets, options } = request;
      await beginWork(pools, list.importId, 'checking', { sheets: keepSheets(list, sheets), options });
      const { province, importId } = list;
      return { done: quietly(runner.run({ kind: 'check', province, importId, extent })) };
    },

    /** Begins to write what the check with this digest showed. @throws ListError `list.busy`, `list.state`, `list.changed`, `list.has-faults`. */
    apply: async (
      list: StoredImport,
      digest: string,
      extent: ListExtent,
      by: Actor,
    ): Promise<{ done: Promise<void> }> => {
      const { province, importId, summary } = list;
      if (summary && summary.organisations.faults + summary.people.faults > 0) throw new ListError('list.has-faults');
      await beginWork(pools, importId, 'applying', { digest });
      return { done: quietly(runner.run({ kind: 'apply', province, importId, extent, by, digest })) };
    },

    /** Begins to take an import back. @throws ListError `list.busy`, `list.state`. */
    undo: async ({ province, importId }: StoredImport, by: Actor): Promise<{ done: Promise<void> }> => {
      await beginWork(pools, importId, 'undoing');
      return { done: quietly(runner.run({ kind: 'undo', province, importId, by })) };
    },

    /** Ends what is under way, in whichever process; nothing of it stays. */
    cancel: async ({ importId }: StoredImport): Promise<void> => {
      await askToCancel(pools, importId);
      await runner.cancel(importId);
    },

    roots: (province: string, extent: ListExtent) => rootsOf(pools, province, extent),

    remove: ({ importId }: StoredImport) => deleteImport(pools, importId),

    rows: ({ importId, preview }: StoredImport, filter: RowFilter) =>
      readRows(pools, importId, preview?.sheets.map(({ name }) => name) ?? [], filter),

    /** The file with what was found about each row. */
    marked: (list: StoredImport, language: 'vi' | 'en') => markedWorkbook(pools, list, language),

    export: (request: Omit<ExportRequest, 'kinds'>): Exported =>
      exportList(pools, { ...request, kinds: kindsOf(request.province) }),

    template: (province: string, options: Omit<TemplateOptions, 'kinds'>) =>
      templateWorkbook({ ...options, kinds: kindsOf(province) }),

    stop: () => runner.stop(),
  };
}

/** What fails is in the import; whoever waits hears it as well. */
function quietly(done: Promise<void>): Promise<void> {
  done.catch(() => {});
  return done;
}

/** No path, no control characters. */
function tidyName(name: string): string {
  const base = name
    .normalize('NFC')
    .replace(/^.*[\\/]/s, '')
    .replace(/\p{Cc}/gu, '')
    .trim();
  return base.slice(0, 200) || 'danh-sach';
}

/** Only sheets that the file has, each once. */
function keepSheets({ preview }: StoredImport, sheets: readonly SheetMapping[]): SheetMapping[] {
  const count = preview?.sheets.length ?? 0;
  return sheets.filter(({ sheet }, i) => sheet < count && sheets.findIndex((one) => one.sheet === sheet) === i);
}

/** Under what a list may stand: the tops of the tree, or of the caller's parts of it. */
async function rootsOf(
  pools: Pools,
  province: string,
  { whole, roots }: ListExtent,
): Promise<{ id: number; name: string }[]> {
  const { rows } = await pools.query<{ id: number; name: string }>({
    text: `select organisation_id as id, name from organisation
           where province_id = $1 and valid_until is null and case when $2 then parent_id is null else organisation_id = any($3) end
           order by sort_order, name limit 100`,
    values: [province, whole, roots],
  });
  return rows;
}
