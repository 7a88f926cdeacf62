/** Rows of the file as drafts: every cell read, tidied and checked by itself. */
import type { ListField } from '@congvu/contract';
import { normaliseAddress } from '../../check.ts';
import { requireCode, requireLegacyCode } from '../../organisations/codes.ts';
import { cellText, isFault } from '../read/book.ts';
import { readDay } from '../values/day.ts';
import { readEmails } from '../values/email.ts';
import { readFlag } from '../values/flag.ts';
import { readName, tidyText } from '../values/name.ts';
import { readOfficialKind } from '../values/official-kind.ts';
import { readPhone } from '../values/phone.ts';
import type { OrganisationDraft, PersonDraft } from './drafts.ts';
import { fieldValues, makeIssue } from './issues.ts';
import { fieldAt, fieldText, type SourceRow } from './source-rows.ts';

export interface ReadContext {
  /** Domains of the province. */
  domains: ReadonlySet<string>;
  today: Temporal.PlainDate;
}

/** Characters a field may have, as for whoever changes it by hand. */
const lengths: Partial<Record<ListField, number>> = {
  name: 300,
  family: 150,
  given: 100,
  code: 40,
  phone: 100,
  mobile: 100,
  fax: 100,
  rank: 100,
  shortName: 100,
  address: 300,
  decision: 300,
  note: 1000,
};
const usual = 200;

export function readOrganisation(row: SourceRow, number: number, context: ReadContext): OrganisationDraft {
  const reader = new RowReader(row, context);
  const name = reader.text('name');
  if (!name) reader.missing('name');
  const { wanted, contacts } = reader.emails();
  return {
    ...base(row, number, name),
    kind: 'organisations',
    wanted,
    contacts,
    wantedAt: fieldAt(row, 'email'),
    nameAt: fieldAt(row, 'name'),
    organisationKind: null,
    kindText: reader.text('kind'),
    kindAt: fieldAt(row, 'kind'),
    shortName: reader.text('shortName') || null,
    code: reader.code('code', requireCode, 'H49.12.5'),
    codeAt: fieldAt(row, 'code'),
    legacyCode: reader.code('legacyCode', requireLegacyCode, '000.Z1.Y1.H49'),
    legacyAt: fieldAt(row, 'legacyCode'),
    parentText: reader.text('parent'),
    parentCode: reader.text('parentCode').toUpperCase().replace(/\s/g, '') || null,
    parentAt: fieldAt(row, 'parent') ?? fieldAt(row, 'parentCode'),
    parent: null,
    phone: reader.phone('phone'),
    fax: reader.phone('fax'),
    website: reader.website(),
    address: reader.text('address') || null,
    from: reader.day('founded')?.day ?? null,
    decision: reader.text('decision') || null,
  };
}

export function readPerson(row: SourceRow, number: number, context: ReadContext): PersonDraft {
  const reader = new RowReader(row, context);
  const { name, nameAt } = reader.name();
  const born = reader.day('born');
  if (born) reader.checkAge(born.day, born.exact);
  const { wanted, contacts } = reader.emails();
  return {
    ...base(row, number, name),
    kind: 'people',
    wanted,
    contacts,
    wantedAt: fieldAt(row, 'email'),
    nameAt,
    born: born?.day ?? null,
    bornExact: born?.exact ?? false,
    code: reader.text('code').toUpperCase() || null,
    codeAt: fieldAt(row, 'code'),
    officialKind: reader.officialKind(),
    position: reader.text('position') || null,
    rank: reader.text('rank') || null,
    head: reader.flag('head'),
    organisationText: reader.text('organisation'),
    organisationCode: reader.text('organisationCode').toUpperCase().replace(/\s/g, '') || null,
    organisationAt: fieldAt(row, 'organisation') ?? fieldAt(row, 'organisationCode'),
    parentText: reader.text('parent'),
    section: row.section,
    organisation: null,
    phone: reader.phone('phone'),
    mobile: reader.phone('mobile'),
    from: reader.day('from')?.day ?? null,
    note: reader.all('note').join('; ') || null,
  };
}

function base(row: SourceRow, number: number, name: string) {
  return {
    row: number,
    key: `${row.sheet}:${row.line}`,
    sheetName: row.sheetName,
    line: row.line,
    name,
    issues: row.issues,
    outcome: 'add' as const,
    decisions: [],
    match: null,
    target: null,
    mailbox: null,
    grant: null,
  };
}

/** Letters that no Vietnamese text has in the middle of a word, and characters of no alphabet. */
const odd = /[\ufffd\u0080-\u009f\ue000-\uf8ff]|\p{L}[¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶¸¹º»¼½¾¿×÷]|[¤¦§¨©ª«¬®¯±²³µ¶¸¹º¼½¾¿]\p{L}/u;

class RowReader {
  readonly #row: SourceRow;
  readonly #context: ReadContext;

  constructor(row: SourceRow, context: ReadContext) {
    this.#row = row;
    this.#context = context;
  }

  missing(field: ListField): void {
    const faulty = this.#row.fields.get(field)?.some(({ cell }) => isFault(cell));
    if (!faulty) this.#tell('row.required', field);
  }

  text(field: ListField): string {
    const text = fieldText(this.#row, field);
    const most = lengths[field] ?? usual;
    if (text.length > most) {
      this.#tell('cell.too-long', field, { most: String(most) });
      return text.slice(0, most);
    }
    if (odd.test(text)) this.#tell('cell.letters', field, { value: text });
    return text;
  }

  /** Of every column that holds the field. */
  all(field: ListField): string[] {
    const cells = this.#row.fields.get(field) ?? [];
    return cells
      .map(({ cell }) => (isFault(cell) ? '' : tidyText(cellText(cell)).slice(0, lengths[field] ?? usual)))
      .filter(Boolean);
  }

  name(): { name: string; nameAt: string | null } {
    const nameAt = fieldAt(this.#row, 'name') ?? fieldAt(this.#row, 'given');
    const parts = [this.text('family'), this.text('given')].filter(Boolean);
    const whole = this.text('name') || (this.text('given') ? parts.join(' ') : '');
    if (!whole) {
      this.missing(this.#row.fields.has('name') ? 'name' : 'given');
      return { name: '', nameAt };
    }
    const { name, recased, fault } = readName(whole);
    const value = { value: recased && !fault ? name : whole };
    // One issue is enough: odd letters are told by the name's own.
    if (fault === 'name.invalid') this.#row.issues = this.#row.issues.filter(({ code }) => code !== 'cell.letters');
    if (fault) this.#row.issues.push(makeIssue(fault, nameAt, value));
    else if (recased) this.#row.issues.push(makeIssue('name.capitals', nameAt, value));
    return { name: name.slice(0, 200), nameAt };
  }

  day(field: ListField): { day: string; exact: boolean } | undefined {
    for (const { cell, at } of this.#row.fields.get(field) ?? []) {
      if (cell === undefined || isFault(cell)) continue;
      const read = readDay(cell, this.#context.today);
      if (read === undefined) continue;
      if (typeof read === 'object') return read;
      this.#row.issues.push(makeIssue(read, at, { value: cellText(cell), ...fieldValues(this.#row.kind!, field) }));
      return undefined;
    }
    return undefined;
  }

  /** Nobody in office is a child, and few are over a hundred. */
  checkAge(day: string, exact: boolean): void {
    const born = Temporal.PlainDate.from(day);
    const age = born.until(this.#context.today, { largestUnit: 'years' }).years;
    const value = exact ? day.split('-').reverse().join('/') : day.slice(0, 4);
    if (Temporal.PlainDate.compare(born, this.#context.today) > 0) this.#tell('day.future', 'born', { value });
    else if (age < 16 || age > 100) this.#tell('day.unlikely', 'born', { value, age: String(age) });
  }

  phone(field: ListField): string | null {
    const phones = this.all(field).map((text) => readPhone(text));
    for (const { phone, odd: isOdd } of phones) if (isOdd) this.#tell('phone.invalid', field, { value: phone });
    return (
      phones
        .map(({ phone }) => phone)
        .join('; ')
        .slice(0, 100) || null
    );
  }

  /** The first of the province's own domains is the mailbox asked for; the others are contacts. */
  emails(): { wanted: string | null; contacts: string[] } {
    const { emails, faulty } = readEmails(this.all('email').join(' '));
    for (const value of faulty) this.#tell('email.invalid', 'email', { value });
    const isOwn = (email: string) => this.#context.domains.has(email.slice(email.indexOf('@') + 1));
    const wanted = emails.find(isOwn);
    const contacts = emails.filter((email) => email !== wanted).map(normaliseAddress);
    for (const value of contacts) this.#tell('email.elsewhere', 'email', { value });
    return { wanted: wanted ? normaliseAddress(wanted) : null, contacts };
  }

  /** With its scheme, as links need it. */
  website(): string | null {
    const text = this.text('website');
    if (!text) return null;
    const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
    if (URL.parse(url)?.hostname.includes('.')) return url;
    this.#tell('website.invalid', 'website', { value: text });
    return null;
  }

  flag(field: ListField): boolean | null {
    if (!this.#row.fields.has(field)) return null;
    const text = fieldText(this.#row, field);
    const flag = readFlag(text);
    if (flag === undefined) this.#tell('flag.invalid', field, { value: text });
    return flag ?? false;
  }

  officialKind(): PersonDraft['officialKind'] {
    const text = this.text('officialKind');
    if (!text) return null;
    const kind = readOfficialKind(text);
    if (!kind) this.#tell('official-kind.unknown', 'officialKind', { value: text });
    return kind ?? null;
  }

  code(field: 'code' | 'legacyCode', require: (text: string) => string | null, example: string): string | null {
    const text = this.text(field);
    if (!text) return null;
    try {
      return require(text);
    } catch {
      this.#tell('organisation.code-invalid', field, { value: text, example });
      return null;
    }
  }

  #tell(code: Parameters<typeof makeIssue>[0], field: ListField, values: Record<string, string> = {}): void {
    const at = fieldAt(this.#row, field);
    this.#row.issues.push(makeIssue(code, at, { cell: at ?? '', ...fieldValues(this.#row.kind!, field), ...values }));
  }
}
