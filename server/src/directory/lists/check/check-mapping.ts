import {
  joinedFields,
  type ListField,
  type ListKind,
  organisationFields,
  personFields,
  type SheetMapping,
} from '@congvu/contract';
import { ListError } from '../errors.ts';
import type { Book } from '../read/book.ts';

/**
 * The sheets to be read, in the order of the file, their mapping found sound.
 * @throws ListError `list.no-sheet`, `list.no-header`, `list.mapping`, `list.too-many-rows`.
 */
export function checkMapping(book: Book, mappings: readonly SheetMapping[]): SheetMapping[] {
  const used = mappings.filter((mapping) => mapping.kind !== null).toSorted((a, b) => a.sheet - b.sheet);
  if (used.length === 0) throw new ListError('list.no-header');
  const seen = new Set<number>();
  for (const { sheet, kind, columns } of used) {
    const there = book.sheets[sheet];
    if (!there || seen.has(sheet)) throw new ListError('list.no-sheet', String(sheet + 1));
    seen.add(sheet);
    if (there.truncated) throw new ListError('list.too-many-rows', there.name);
    checkColumns(there.name, kind!, columns);
  }
  return used;
}

function checkColumns(sheet: string, kind: ListKind, columns: readonly (ListField | null)[]): void {
  const known = kind === 'people' ? personFields : organisationFields;
  const given = new Set<ListField>();
  for (const field of columns) {
    if (!field) continue;
    if (!Object.hasOwn(known, field))
      throw new ListError('list.mapping', `${sheet}: ${field}`, { sheet, field, why: 'unknown' });
    if (given.has(field) && !joinedFields.includes(field)) {
      throw new ListError('list.mapping', `${sheet}: ${field} is given twice.`, { sheet, field, why: 'twice' });
    }
    given.add(field);
  }
  const complete = given.has('name') || (kind === 'people' && given.has('family') && given.has('given'));
  if (!complete)
    throw new ListError('list.mapping', `${sheet}: no column holds the name.`, {
      sheet,
      field: 'name',
      why: 'missing',
    });
}
