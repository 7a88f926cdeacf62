import { type AuditGroup, auditGroups } from '@congvu/contract';
import { dayAfter } from '../../ui/form/day.ts';

/** What the trail is narrowed to; it stands in the address of the page. Names are for the boxes alone. */
export interface AuditSearch {
  from?: string;
  until?: string;
  group?: AuditGroup;
  text?: string;
  actor?: number;
  actorName?: string;
  person?: number;
  personName?: string;
  in?: number;
  inName?: string;
  /** A mailbox. */
  account?: number;
}

const id = (value: unknown) =>
  typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : undefined;
const day = (value: unknown) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value)) ? value : undefined;
const name = (value: unknown) => (typeof value === 'string' ? value.slice(0, 300) : undefined);

export function auditSearch(search: Record<string, unknown>): AuditSearch {
  const { group, text } = search;
  const [actor, person, within] = [id(search.actor), id(search.person), id(search.in)];
  const found = {
    from: day(search.from),
    until: day(search.until),
    group: typeof group === 'string' && Object.hasOwn(auditGroups, group) ? (group as AuditGroup) : undefined,
    // The router reads `text=2026` as a number.
    text: typeof text === 'string' || typeof text === 'number' ? String(text).slice(0, 200) : undefined,
    actor,
    actorName: actor && name(search.actorName),
    person,
    personName: person && name(search.personName),
    in: within,
    inName: within && name(search.inName),
    account: id(search.account),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)) as AuditSearch;
}

/** As the server takes it: days are Việt Nam's, the last one to its end. */
export function auditParams({ from, until, in: organisation, ...rest }: AuditSearch): URLSearchParams {
  const { group, text, actor, person, account } = rest;
  const given = {
    from: from && `${from}T00:00:00+07:00`,
    until: until && `${dayAfter(until)}T00:00:00+07:00`,
    organisation,
    group,
    text,
    actor,
    person,
    account,
  };
  return new URLSearchParams(
    Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  );
}
