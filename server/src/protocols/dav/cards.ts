import { cardUid, organisationVcard, personVcard, type VcardVersion } from '../../directory/index.ts';

/** An entry as the address books know it. */
export interface Entry {
  entryId: number;
  kind: 'person' | 'organisation';
  id: number;
  changeId: number;
  changedAt: Date;
  name: string;
  organisation: string | null;
  shown: Shown;
}

interface Shown {
  emails?: { address: string; kind: string }[];
  phone?: string;
  mobile?: string;
  fax?: string;
  website?: string;
  street?: string;
  shortName?: string;
  above?: string[];
  positions?: { position: string; organisation: string; above?: string[] }[];
}

export interface CardContext {
  province: string;
  /** Where people reach the server; null: cards hold no link to it. */
  publicUrl: string | null;
}

/** Of a card in the version that is sent when none is asked for; another version is another representation. */
export const etagOf = ({ changeId }: Pick<Entry, 'changeId'>, version: VcardVersion = '3.0'): string =>
  version === '3.0' ? `"${changeId}"` : `"${changeId}-v4"`;

export function vcardOf(entry: Entry, version: VcardVersion, { province, publicUrl }: CardContext): string {
  const { kind, id, name, shown, changedAt } = entry;
  const place = kind === 'person' ? 'people' : 'organisations';
  const common = {
    uid: cardUid(province, kind, id),
    name,
    emails: shown.emails?.map(({ address }) => address),
    phone: shown.phone,
    url: publicUrl === null ? null : `${publicUrl}/directory/${place}/${id}`,
    revised: changedAt,
  };
  if (kind === 'organisation') {
    const { shortName, above, fax, website, street: address } = shown;
    return organisationVcard({ ...common, shortName, above, fax, website, address }, { version });
  }
  const [first, ...others] = shown.positions ?? [];
  const organisations = first && [first.organisation, ...(first.above ?? [])];
  const note = others.map(({ position, organisation }) => `${position}, ${organisation}`).join('; ');
  return personVcard(
    { ...common, position: first?.position, organisations, mobile: shown.mobile, note: note || null },
    { version },
  );
}

/** The card with the wanted properties alone (RFC 6352 §10.4.2); what makes it a card stays. */
export function onlyProperties(card: string, wanted: ReadonlyMap<string, { novalue: boolean }>): string {
  const lines = card
    .replace(/\r\n[ \t]/g, '')
    .split('\r\n')
    .filter(Boolean);
  const kept = lines.flatMap((line) => {
    const name = propertyName(line);
    if (/^(BEGIN|END|VERSION|UID)$/.test(name)) return [line];
    const asked = wanted.get(name);
    if (!asked) return [];
    return [asked.novalue ? `${line.slice(0, valueAt(line))}` : line];
  });
  return `${kept.join('\r\n')}\r\n`;
}

export const propertyName = (line: string): string =>
  (/^[^:;]+/.exec(line)?.[0] ?? '').replace(/^.*\./, '').toUpperCase();

/** Where the value begins: after the first colon outside quotes. */
export function valueAt(line: string): number {
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '"') quoted = !quoted;
    else if (line[i] === ':' && !quoted) return i + 1;
  }
  return line.length;
}
