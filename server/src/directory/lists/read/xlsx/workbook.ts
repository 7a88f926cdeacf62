import { posix } from 'node:path';
import { ListError } from '../../errors.ts';
import { listLimits } from '../../limits.ts';
import type { Zip } from '../zip.ts';
import { attribute, readXml } from './xml.ts';

export interface SheetPart {
  name: string;
  hidden: boolean;
  part: string;
}

/** Where everything of a workbook is (ECMA-376 part 1 §18.2, part 2 §9). */
export interface WorkbookParts {
  sheets: SheetPart[];
  /** Days count from 1904, as on old Macintoshes. */
  from1904: boolean;
  styles: string | undefined;
  strings: string | undefined;
}

/** @throws ListError `list.other-workbook`, `list.not-a-list`, `list.damaged`, `list.too-many-sheets`. */
export async function readWorkbook(zip: Zip): Promise<WorkbookParts> {
  const workbook = await findWorkbook(zip);
  const relations = await readRelations(zip, workbook);
  const listed: { name: string; state: string | undefined; id: string | undefined }[] = [];
  let from1904 = false;
  await readXml(
    zip.read(workbook),
    {
      open: (name, attributes) => {
        if (name === 'workbookPr') from1904 = /^(?:1|true)$/.test(attribute(attributes, 'date1904') ?? '');
        if (name !== 'sheet') return;
        if (listed.length === listLimits.sheets) throw new ListError('list.too-many-sheets');
        listed.push({ name: attributes.name ?? '', state: attributes.state, id: attribute(attributes, 'id') });
      },
    },
    workbook,
  );
  const of = (type: string) => [...relations.values()].find((relation) => relation.type === type)?.part;
  const sheets = listed.flatMap(({ name, state, id }) => {
    const relation = relations.get(id ?? '');
    // A sheet of a chart or a macro has no cells.
    if (relation && relation.type !== 'worksheet') return [];
    if (!relation || !zip.has(relation.part)) throw new ListError('list.damaged', `The sheet ${name} is missing.`);
    return [{ name, hidden: state === 'hidden' || state === 'veryHidden', part: relation.part }];
  });
  if (sheets.length === 0) throw new ListError('list.empty');
  return { sheets, from1904, styles: of('styles'), strings: of('sharedStrings') };
}

async function findWorkbook(zip: Zip): Promise<string> {
  const names = zip.names.map((name) => name.toLowerCase());
  if (names.some((name) => name.endsWith('workbook.bin'))) throw new ListError('list.other-workbook', 'XLSB');
  if (zip.has('mimetype')) {
    const type = (await zip.text('mimetype')).trim().slice(0, 100);
    throw new ListError(type.includes('spreadsheet') ? 'list.other-workbook' : 'list.not-a-list', type);
  }
  const root = zip.has('_rels/.rels') ? await readRelations(zip, '') : new Map<string, Relation>();
  const named = [...root.values()].find((relation) => relation.type === 'officeDocument')?.part;
  const workbook = named ?? 'xl/workbook.xml';
  if (/^(?:word|ppt|visio)\//i.test(workbook)) throw new ListError('list.not-a-list', workbook);
  if (zip.has(workbook)) return workbook;
  // An archive that is no document at all, or a document whose heart is gone.
  throw new ListError(zip.has('[Content_Types].xml') ? 'list.damaged' : 'list.not-a-list', 'zip');
}

interface Relation {
  /** The last word of its type's URI. */
  type: string;
  part: string;
}

async function readRelations(zip: Zip, of: string): Promise<Map<string, Relation>> {
  const folder = posix.dirname(of || 'x');
  const part = posix.join(folder, '_rels', `${of ? posix.basename(of) : ''}.rels`);
  const relations = new Map<string, Relation>();
  if (!zip.has(part)) throw new ListError('list.damaged', `${part} is missing.`);
  await readXml(
    zip.read(part),
    {
      open: (name, { Id, Type = '', Target = '', TargetMode }) => {
        if (name !== 'Relationship' || Id === undefined || TargetMode === 'External') return;
        const target = Target.startsWith('/') ? Target.slice(1) : posix.join(folder, Target);
        relations.set(Id, { type: Type.slice(Type.lastIndexOf('/') + 1), part: target });
      },
    },
    part,
  );
  return relations;
}
