import type { VcardVersion } from '../../directory/index.ts';
import { type CardContext, type Entry, onlyProperties, vcardOf } from './cards.ts';
import { DavError } from './errors.ts';
import { text, type Value } from './multistatus.ts';
import { inAllProp, type Properties } from './properties.ts';
import { carddav, dav } from './xml/names.ts';
import { child, childrenOf, type Element } from './xml/parse.ts';

/** Which properties a request wants. */
export type Asked =
  | { how: 'all'; also: string[] }
  | { how: 'names' }
  | { how: 'these'; names: string[]; data: AddressData | null };

/** How cards are to be sent with a report (RFC 6352 §10.4). */
export interface AddressData {
  version: VcardVersion;
  /** Properties alone; null: the whole card. */
  only: ReadonlyMap<string, { novalue: boolean }> | null;
}

const addressData = carddav('address-data');

/** @throws DavError 400. */
export function readAsked(body: Element): Asked {
  if (child(body, dav('allprop'))) {
    const include = child(body, dav('include'));
    return { how: 'all', also: include?.children.map((one) => one.name) ?? [] };
  }
  if (child(body, dav('propname'))) return { how: 'names' };
  const prop = child(body, dav('prop'));
  if (!prop) throw new DavError(400, null, 'Which properties?');
  const data = child(prop, addressData);
  return {
    how: 'these',
    names: [...new Set(prop.children.map((one) => one.name))].filter((name) => name !== addressData),
    data: data ? readAddressData(data) : null,
  };
}

export const everything: Asked = { how: 'all', also: [] };

function readAddressData(data: Element): AddressData {
  const { version = '3.0', 'content-type': type = 'text/vcard' } = data.attributes;
  if (type.toLowerCase() !== 'text/vcard' || (version !== '3.0' && version !== '4.0'))
    throw new DavError(403, carddav('supported-address-data'), 'Cards are text/vcard 3.0 or 4.0.');
  const wanted = childrenOf(data, carddav('prop'));
  const only = new Map(
    wanted.map(({ attributes }) => [(attributes.name ?? '').toUpperCase(), { novalue: attributes.novalue === 'yes' }]),
  );
  return { version, only: wanted.length > 0 ? only : null };
}

/** The wanted properties with their values; null for what the resource has not. */
export function choose(asked: Asked, properties: Properties): [string, Value][] {
  if (asked.how === 'names') return [...properties].map(([name]) => [name, '']);
  if (asked.how === 'these') return asked.names.map((name) => [name, properties.get(name)?.() ?? null]);
  const names = new Set([...inAllProp].filter((name) => properties.has(name)).concat(asked.also));
  return [...names].map((name) => [name, properties.get(name)?.() ?? null]);
}

/** The same of a card, with the card itself where a report asks for it. */
export function chooseOfCard(
  asked: Asked,
  entry: Entry,
  properties: Properties,
  context: CardContext,
): [string, Value][] {
  const chosen = choose(asked, properties);
  if (asked.how !== 'these' || !asked.data) return chosen;
  const { version, only } = asked.data;
  const card = vcardOf(entry, version, context);
  return [...chosen, [addressData, text(only ? onlyProperties(card, only) : card)]];
}
