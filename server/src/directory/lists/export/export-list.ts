/** The directory as a list: with the headings by which it can be imported again, or as vCards. */
import { type ListKind, organisationFields, personFields } from '@congvu/contract';
import type { Queryable } from '../../../platform/index.ts';
import type { RuleValue } from '../../../regulation/index.ts';
import { officialKindNames } from '../values/official-kind.ts';
import { cardUid, organisationCard, personCard, type VcardVersion } from '../vcard.ts';
import { writeCsv } from '../write/csv.ts';
import { type CellToWrite, type RowToWrite, type SheetToWrite, writeXlsx, xlsxType } from '../write/xlsx.ts';
import {
  type ExportedOrganisation,
  type ExportedPerson,
  type ExportFilter,
  exportedOrganisations,
  exportedPeople,
} from './read-directory.ts';

export type ExportFormat = 'xlsx' | 'csv' | 'vcf';

export interface ExportRequest extends ExportFilter {
  what: ListKind | 'both';
  format: ExportFormat;
  /** Of vCards. */
  version: VcardVersion;
  kinds: RuleValue<'organisation-kinds'>;
}

export interface Exported {
  type: string;
  extension: string;
  content: AsyncIterable<Buffer>;
}

const o = organisationFields;
const p = personFields;
const organisationHeadings = [
  o.ordinal,
  o.name,
  o.shortName,
  o.kind,
  o.parent,
  o.code,
  o.parentCode,
  o.legacyCode,
  o.phone,
  o.fax,
  o.website,
  o.address,
  o.email,
  o.founded,
];
const personHeadings = [
  p.ordinal,
  p.name,
  p.code,
  p.officialKind,
  p.position,
  p.rank,
  p.head,
  p.organisation,
  p.organisationCode,
  p.parent,
  p.phone,
  p.mobile,
  p.email,
  p.from,
];

/** CSV holds one kind; with both, people (each with their organisation) are what is meant. */
export function exportList(db: Queryable, request: ExportRequest): Exported {
  const { what, format } = request;
  if (format === 'vcf') return { type: 'text/vcard; charset=utf-8', extension: 'vcf', content: cards(db, request) };
  if (format === 'csv') {
    const rows = what === 'organisations' ? organisationRows(db, request) : personRows(db, request);
    return { type: 'text/csv; charset=utf-8', extension: 'csv', content: writeCsv(cellsOf(rows)) };
  }
  const sheets: SheetToWrite[] = [];
  if (what !== 'people') {
    sheets.push({
      name: 'Đơn vị',
      rows: organisationRows(db, request),
      widths: [6, 46, 16, 24, 46, 18, 18, 18, 18, 18, 24, 40, 32, 14],
      frozen: 1,
      filter: organisationHeadings.length,
    });
  }
  if (what !== 'organisations') {
    sheets.push({
      name: 'Cán bộ',
      rows: personRows(db, request),
      widths: [6, 30, 14, 16, 26, 16, 12, 44, 18, 44, 18, 18, 32, 14],
      frozen: 1,
      filter: personHeadings.length,
    });
  }
  return { type: xlsxType, extension: 'xlsx', content: writeXlsx(sheets) };
}

async function* cellsOf(rows: AsyncIterable<RowToWrite>): AsyncGenerator<readonly CellToWrite[]> {
  for await (const { cells } of rows) yield cells;
}

async function* organisationRows(db: Queryable, request: ExportRequest): AsyncGenerator<RowToWrite> {
  const kinds = new Map(request.kinds.map(({ kind, name }) => [kind, name.vi]));
  yield { cells: organisationHeadings.map(({ vi }) => vi), look: 'heading' };
  let n = 0;
  for await (const one of exportedOrganisations(db, request)) {
    const {
      name,
      shortName,
      kind,
      parent,
      code,
      parentCode,
      legacyCode,
      phone,
      fax,
      website,
      address,
      email,
      founded,
    } = one;
    yield {
      cells: [
        ++n,
        name,
        shortName,
        kinds.get(kind) ?? kind,
        parent,
        code,
        parentCode,
        legacyCode,
        phone,
        fax,
        website,
        address,
        email,
        { day: founded },
      ],
    };
  }
}

async function* personRows(db: Queryable, request: ExportRequest): AsyncGenerator<RowToWrite> {
  const officials: Record<string, string> = officialKindNames;
  yield { cells: personHeadings.map(({ vi }) => vi), look: 'heading' };
  let n = 0;
  for await (const one of exportedPeople(db, request)) {
    const {
      name,
      code,
      officialKind,
      position,
      rank,
      isHead,
      organisation,
      organisationCode,
      above,
      phone,
      mobile,
      email,
      from,
    } = one;
    const kind = officialKind === null ? null : officials[officialKind];
    yield {
      cells: [
        ++n,
        name,
        code,
        kind,
        position,
        rank,
        isHead ? 'x' : '',
        organisation,
        organisationCode,
        above[0],
        phone,
        mobile,
        email,
        { day: from },
      ],
    };
  }
}

async function* cards(db: Queryable, request: ExportRequest): AsyncGenerator<Buffer> {
  const { what, province, version } = request;
  if (what !== 'people') {
    for await (const one of exportedOrganisations(db, request))
      yield Buffer.from(organisationCard(organisationOf(one, province), { version }));
  }
  if (what === 'organisations') return;
  // The first of the positions is that of the highest organisation, or where they are the head.
  const seen = new Set<number>();
  for await (const one of exportedPeople(db, request)) {
    if (seen.has(one.id)) continue;
    seen.add(one.id);
    yield Buffer.from(personCard(personOf(one, province), { version }));
  }
}

function organisationOf({ id, email, ...one }: ExportedOrganisation, province: string) {
  return { ...one, uid: cardUid(province, 'organisation', id), emails: email ? [email] : [] };
}

function personOf({ id, email, organisation, above, ...one }: ExportedPerson, province: string) {
  return {
    ...one,
    uid: cardUid(province, 'person', id),
    emails: email ? [email] : [],
    organisations: [organisation, ...above],
  };
}
