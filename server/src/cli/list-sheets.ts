import {
  type ListField,
  type ListKind,
  organisationFields,
  personFields,
  type SheetMapping,
  type SheetPreview,
} from '@congvu/contract';
import { CommandError } from './command.ts';

export interface SheetOptions {
  sheet?: string[];
  kind?: ListKind;
  header?: string;
  map?: string[];
}

/** What was guessed, but for what the options say. @throws CommandError `command.usage`. */
export function chooseSheets(found: readonly SheetPreview[], options: SheetOptions): SheetMapping[] {
  const { sheet: wanted, kind, header, map = [] } = options;
  const unknown = wanted?.find((name) => !found.some((sheet) => sheet.name === name));
  if (unknown !== undefined) {
    throw new CommandError(
      'command.usage',
      `There is no sheet ${unknown}: ${found.map(({ name }) => name).join(', ')}.`,
    );
  }
  const chosen = found.filter(
    ({ name, hidden, mapping }) => wanted?.includes(name) ?? (!hidden && mapping.kind !== null),
  );
  if (kind === undefined && header === undefined && map.length === 0) {
    return chosen.map(({ mapping }) => mapping);
  }
  const one = chosen.length === 1 ? chosen[0]! : found.length === 1 ? found[0]! : undefined;
  if (!one)
    throw new CommandError('command.usage', '--kind, --header and --map are about one sheet: name it with --sheet.');
  const mapping = { ...one.mapping, columns: [...one.mapping.columns] };
  if (kind !== undefined) mapping.kind = kind;
  if (header !== undefined) mapping.headerLine = readLine(header);
  for (const text of map) mapColumn(mapping, text);
  return [mapping];
}

function readLine(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new CommandError('command.usage', `${text} is no line.`);
}

function mapColumn(mapping: SheetMapping, text: string): void {
  const [, letters, field] = /^([a-z]{1,3})=(\w*)$/i.exec(text) ?? [];
  const known = mapping.kind === 'organisations' ? organisationFields : personFields;
  if (letters === undefined || (field && !Object.hasOwn(known, field))) {
    throw new CommandError(
      'command.usage',
      `${text}: write COLUMN=FIELD; fields are ${Object.keys(known).join(', ')}.`,
    );
  }
  const column = [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
  if (column >= mapping.columns.length) throw new CommandError('command.usage', `${text}: there is no such column.`);
  mapping.columns[column] = (field || null) as ListField | null;
}
