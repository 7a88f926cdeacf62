import { optionalText, requireText } from '../check.ts';
import { requireDay } from '../dates.ts';
import { DirectoryError } from '../errors.ts';

/** Cán bộ, công chức, viên chức, người lao động khác. */
export const officialKinds = ['official', 'civil-servant', 'public-employee', 'other'] as const;
export type OfficialKind = (typeof officialKinds)[number];

export interface PersonFields {
  name: string;
  born: string | null;
  phone: string | null;
  mobile: string | null;
  code: string | null;
  officialKind: OfficialKind | null;
  note: string | null;
}

type Given<T> = { [K in keyof T]?: T[K] | null | undefined };

/** The fields given, tidied and checked. @throws DirectoryError `directory.invalid`. */
export function checkPerson<G extends Given<PersonFields>>(
  given: G,
): Partial<PersonFields> & Pick<PersonFields, keyof G & 'name'> {
  const { name, born, officialKind } = given;
  const checked: Partial<PersonFields> = {};
  if (name !== undefined) checked.name = requireText(name ?? '', 'name', 200);
  if (born !== undefined) checked.born = born === null ? null : requireBorn(born);
  for (const [field, most] of [
    ['phone', 100],
    ['mobile', 100],
    ['code', 40],
    ['note', 1000],
  ] as const) {
    if (given[field] !== undefined) checked[field] = optionalText(given[field], field, most);
  }
  if (officialKind !== undefined) {
    if (officialKind !== null && !officialKinds.includes(officialKind)) {
      throw new DirectoryError('directory.invalid', `${officialKind} is no kind.`, {
        field: 'officialKind',
        fault: 'kind',
      });
    }
    checked.officialKind = officialKind;
  }
  return checked as Partial<PersonFields> & Pick<PersonFields, keyof G & 'name'>;
}

function requireBorn(text: string): string {
  const born = requireDay(text, 'born');
  const today = Temporal.Now.plainDateISO('Asia/Ho_Chi_Minh').toString();
  if (born >= today) {
    throw new DirectoryError('directory.invalid', `born: ${born} is yet to come.`, { field: 'born', fault: 'future' });
  }
  return born;
}
