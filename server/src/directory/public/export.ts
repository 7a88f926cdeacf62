import type { Official, PublicReader, Unit } from './read.ts';
import type { PublishedRule } from './rule.ts';

export interface ExportOptions {
  reader: PublicReader;
  rule: PublishedRule;
  province: { id: string; name: string };
  /** An organisation: it and everything below it. */
  within: number | null;
  /** Only for who has a key of the managing authority. */
  addresses: boolean;
  /** The directory's last change. */
  state: number;
}

interface ExportedUnit {
  unit: Unit & { address: string | null; path: string[] };
  officials: (Official & { address: string | null })[];
}

const together = 100;

async function* units({ reader, within, addresses, rule }: ExportOptions): AsyncGenerator<ExportedUnit> {
  const tells = addresses && rule.fields.has('address');
  const write = async function* (
    list: (Unit & { address: string | null; path: string[] })[],
  ): AsyncGenerator<ExportedUnit> {
    const officials = await reader.officials(list.map(({ id }) => id));
    const known = tells ? await reader.addresses(officials.map(({ id }) => id)) : new Map<number, string>();
    for (const unit of list) {
      yield {
        unit: { ...unit, address: tells && unit.hasAddress ? unit.address : null },
        officials: officials
          .filter(({ unitId }) => unitId === unit.id)
          .map((one) => ({ ...one, address: known.get(one.id) ?? null })),
      };
    }
  };
  let gathered: (Unit & { address: string | null; path: string[] })[] = [];
  for await (const unit of reader.everyUnit(within)) {
    gathered.push(unit);
    if (gathered.length < together) continue;
    yield* write(gathered);
    gathered = [];
  }
  yield* write(gathered);
}

/** One row for each official; for a unit without any, one with the unit alone. UTF-8 with a mark, for spreadsheets. */
export async function* exportCsv(options: ExportOptions): AsyncGenerator<string> {
  const { rule, addresses } = options;
  const tells = addresses && rule.fields.has('address');
  const phone = rule.fields.has('phone');
  const fax = rule.fields.has('fax');
  const header = [
    'Cơ quan cấp trên',
    'Đơn vị công tác',
    ...(phone ? ['Điện thoại cơ quan'] : []),
    ...(fax ? ['Fax'] : []),
    'Họ và tên',
    'Chức vụ',
    ...(phone ? ['Điện thoại'] : []),
    ...(tells ? ['Thư điện tử cơ quan', 'Thư điện tử'] : []),
  ];
  yield `\ufeff${csvLine(header)}`;
  for await (const { unit, officials } of units(options)) {
    const rows = officials.length > 0 ? officials : [null];
    let text = '';
    for (const one of rows) {
      text += csvLine([
        unit.path.slice(0, -1).join(' / '),
        unit.name,
        ...(phone ? [unit.phone] : []),
        ...(fax ? [unit.fax] : []),
        one?.name ?? null,
        one?.position ?? null,
        ...(phone ? [one?.phone ?? null] : []),
        ...(tells ? [unit.address, one?.address ?? null] : []),
      ]);
    }
    yield text;
  }
}

/** The same as JSON, units with their officials in them. */
export async function* exportJson(options: ExportOptions): AsyncGenerator<string> {
  const { rule, province, state } = options;
  const shows = (field: 'phone' | 'fax' | 'address') => rule.fields.has(field);
  const head = { province, cite: rule.cite, change: state };
  yield `${JSON.stringify(head).slice(0, -1)},"units":[`;
  let first = true;
  for await (const { unit, officials } of units(options)) {
    const { code, name, kind, path, phone, fax, website, street, address } = unit;
    const one = {
      code,
      name,
      kind,
      above: path.slice(0, -1),
      ...(shows('phone') ? { phone } : {}),
      ...(shows('fax') ? { fax } : {}),
      website,
      street,
      ...(options.addresses && shows('address') ? { address } : {}),
      officials: officials.map((official) => ({
        name: official.name,
        position: official.position,
        head: official.isHead,
        ...(shows('phone') ? { phone: official.phone } : {}),
        ...(options.addresses && shows('address') ? { address: official.address } : {}),
      })),
    };
    yield `${first ? '' : ','}\n${JSON.stringify(one)}`;
    first = false;
  }
  yield '\n]}\n';
}

const csvLine = (cells: (string | null)[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/** RFC 4180; what a spreadsheet would take for a formula is made text. */
function csvCell(value: string | null): string {
  if (value === null) return '';
  const isFormula = /^[=+\-@\t\r]/.test(value) && !/^\+?[\d\s().-]+$/.test(value);
  const text = isFormula ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
