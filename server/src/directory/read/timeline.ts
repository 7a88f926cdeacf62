/** What happened to an organisation or a person, from their versions, positions and mailboxes; the latest first. */
import type { NamedOrganisation, TimelineEntry } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import { readVersions } from '../organisations/queries.ts';
import { differing, eventOf, type Version } from '../organisations/versions.ts';

type Entry = Partial<TimelineEntry> & Pick<TimelineEntry, 'on' | 'event'>;

export async function organisationTimeline(db: Queryable, id: number, today: string): Promise<TimelineEntry[]> {
  const [versions, succession, heads, mailboxes, recorders] = await Promise.all([
    readVersions(db, id),
    successionEntries(db, id),
    positionEntries(db, 'ap.organisation_id = $1 and ap.is_head', id, ['head-began', 'head-ended']),
    mailboxEntries(db, 'organisation_id', id),
    recordersOf(db, id),
  ]);
  const names = await namesOfParents(db, versions);
  const changes = versions.flatMap((version, i) => changeEntries(versions[i - 1], version, names));
  const recorded = changes.map((entry) => ({ ...entry, recordedBy: recorders.get(entry.recordedAt ?? '') ?? null }));
  return inOrder([...recorded, ...succession, ...heads, ...mailboxes], today);
}

export async function personTimeline(db: Queryable, id: number, today: string): Promise<TimelineEntry[]> {
  const [positions, mailboxes, names] = await Promise.all([
    positionEntries(db, 'ap.person_id = $1', id, ['appointed', 'appointment-ended']),
    mailboxEntries(db, 'person_id', id),
    nameEntries(db, id),
  ]);
  return inOrder([...positions, ...mailboxes, ...names, ...(await leftEntry(db, id))], today);
}

/** On one day, in the order of things: a founding, what ended, what began in its place, the end of the organisation. */
const weights: Partial<Record<TimelineEntry['event'], number>> = {
  founded: -1,
  'head-ended': -0.5,
  'appointment-ended': -0.5,
  ended: 2,
};

function inOrder(entries: Entry[], today: string): TimelineEntry[] {
  const whole = entries.map(
    (entry): TimelineEntry => ({
      ...{ before: {}, after: {}, decision: null, organisation: null, person: null, position: null },
      ...{ recordedAt: null, recordedBy: null, planned: entry.on.slice(0, 10) > today },
      ...entry,
    }),
  );
  const weight = ({ event }: TimelineEntry) => weights[event] ?? 0;
  return whole.sort((a, b) => compare(b.on, a.on) || weight(b) - weight(a));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function changeEntries(before: Version | undefined, version: Version, names: Map<number, string>): Entry[] {
  const { from: on, decision, until, endEvent, endDecision } = version;
  const recordedAt = version.recordedAt.toISOString();
  const told = (one: Version, fields: readonly (keyof Version)[]) =>
    Object.fromEntries(
      fields.flatMap((field) =>
        field === 'parentId'
          ? [['parent', one.parentId === null ? null : (names.get(one.parentId) ?? null)]]
          : [[field, one[field] as string | null]],
      ),
    );
  const changed = before ? differing(before, version) : (['name'] as const);
  // Whom it merged with, or was split into, the succession tells.
  const event = before ? eventOf(differing(before, version)) : 'founded';
  const made: Entry = {
    ...{ on, event, decision, recordedAt },
    before: before ? told(before, changed) : {},
    after: told(version, changed),
  };
  const telling = changed.length > 0 ? [made] : [];
  if (endEvent === null || until === null) return telling;
  return [...telling, { on: until, event: 'ended', after: { how: endEvent }, decision: endDecision }];
}

async function namesOfParents(db: Queryable, versions: readonly Version[]): Promise<Map<number, string>> {
  const ids = [...new Set(versions.flatMap((version) => version.parentId ?? []))];
  const { rows } = await db.query<{ id: number; name: string }>(
    'select organisation_id as id, name from organisation where organisation_id = any($1)',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Versions and their audit events are written in one transaction, so at one moment. */
async function recordersOf(db: Queryable, id: number): Promise<Map<string, string>> {
  const { rows } = await db.query<{ at: Date; name: string }>({
    name: 'timeline-recorders',
    text: `
      select distinct on (e.at) e.at, p.name from audit_event e join person p on p.person_id = e.actor_person_id
      where e.organisation_id = $1 and e.kind like 'organisation.%' order by e.at, e.event_id`,
    values: [id],
  });
  return new Map(rows.map(({ at, name }) => [at.toISOString(), name]));
}

async function successionEntries(db: Queryable, id: number): Promise<Entry[]> {
  const { rows } = await db.query<NamedOrganisation & { on: string; kind: 'merged' | 'split'; from_it: boolean }>({
    name: 'timeline-succession',
    text: `
      select o.organisation_id as id, o.name, o.short_name as "shortName", s.effective as "on", s.kind,
        s.organisation_id = $1 as from_it
      from organisation_succession s
      join organisation o on o.organisation_id = case when s.organisation_id = $1 then s.successor_id else s.organisation_id end
      where s.organisation_id = $1 or s.successor_id = $1`,
    values: [id],
  });
  return rows.map(({ on, kind, from_it: fromIt, ...organisation }) => ({
    on,
    event: fromIt ? kind : 'took-over',
    organisation,
  }));
}

async function positionEntries(
  db: Queryable,
  which: string,
  id: number,
  [begins, ends]: [TimelineEntry['event'], TimelineEntry['event']],
): Promise<Entry[]> {
  const { rows } = await db.query<{
    from: string;
    until: string | null;
    position: string;
    decision: string | null;
    person_id: number;
    person: string;
    organisation_id: number;
    organisation: string;
    short_name: string | null;
  }>({
    name: `timeline-positions-${begins}`,
    text: `
      select ap.valid_from as "from", ap.valid_until as until, ap.position, ap.decision, p.person_id, p.name as person,
        o.organisation_id, o.name as organisation, o.short_name
      from appointment ap join person p using (person_id) join organisation o on o.organisation_id = ap.organisation_id
      where ${which}`,
    values: [id],
  });
  return rows.flatMap((row) => {
    const common = {
      position: row.position,
      person: { id: row.person_id, name: row.person },
      organisation: { id: row.organisation_id, name: row.organisation, shortName: row.short_name },
    };
    const ended: Entry[] = row.until === null ? [] : [{ ...common, on: row.until, event: ends }];
    return [{ ...common, on: row.from, event: begins, decision: row.decision }, ...ended];
  });
}

async function mailboxEntries(db: Queryable, column: 'organisation_id' | 'person_id', id: number): Promise<Entry[]> {
  const { rows } = await db.query<{ on: Date; account_id: number; state: string; address: string | null }>({
    name: `timeline-mailboxes-${column}`,
    text: `
      select v.valid_from as "on", a.account_id, v.state, v.address
      from account a join account_version v using (account_id) where a.${column} = $1 order by a.account_id, v.valid_from`,
    values: [id],
  });
  return rows.flatMap(({ on, account_id: accountId, state, address }, i): Entry[] => {
    const before = rows[i - 1]?.account_id === accountId ? rows[i - 1] : undefined;
    if (!before) return [{ on: on.toISOString(), event: 'mailbox-made' as const, after: { address } }];
    const fields = [
      ...(before.state === state ? [] : ['state']),
      ...(before.address === address ? [] : ['address']),
    ] as ('state' | 'address')[];
    if (fields.length === 0) return [];
    const told = (one: { state: string; address: string | null }) => Object.fromEntries(fields.map((f) => [f, one[f]]));
    const after = { address, ...told({ state, address }) };
    return [{ on: on.toISOString(), event: 'mailbox-changed' as const, before: told(before), after }];
  });
}

async function nameEntries(db: Queryable, personId: number): Promise<Entry[]> {
  const { rows } = await db.query<{ from: string; name: string; decision: string | null; recorded_at: Date }>({
    name: 'timeline-names',
    text: `select valid_from as "from", name, decision, recorded_at from person_version where person_id = $1 order by valid_from`,
    values: [personId],
  });
  return rows.slice(1).map(({ from, name, decision, recorded_at: at }, i) => ({
    on: from,
    event: 'renamed',
    before: { name: rows[i]!.name },
    after: { name },
    decision,
    recordedAt: at.toISOString(),
  }));
}

async function leftEntry(db: Queryable, personId: number): Promise<Entry[]> {
  const { rows } = await db.query<{ on: string; reason: string | null; decision: string | null }>({
    name: 'timeline-left',
    text: `
      select p.left_on as "on", e.data ->> 'reason' as reason, e.data ->> 'decision' as decision
      from person p left join lateral (
        select data from audit_event where person_id = $1 and kind = 'person.left' order by event_id desc limit 1
      ) e on true
      where p.person_id = $1 and p.left_on is not null`,
    values: [personId],
  });
  return rows.map(({ on, reason, decision }) => ({ on, event: 'left', after: { reason }, decision }));
}
