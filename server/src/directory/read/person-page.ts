import type { AppointmentEntry, PersonPage } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import { contactsOn } from '../contacts/contacts.ts';
import { sqlInForceOn } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { hangingOnPeople } from '../organisations/hanging.ts';
import { plannedActs } from '../undo.ts';
import { mailboxesOn } from './mailboxes-on.ts';

export interface PersonAsked {
  id: number;
  at: string;
  today: string;
  /** Whether the caller may see what is not for everybody. */
  withPrivate: boolean;
}

interface PersonRow {
  name: string;
  phone: string | null;
  mobile: string | null;
  officialKind: string | null;
  born: string | null;
  code: string | null;
  note: string | null;
  leftOn: string | null;
  revision: number;
}

/** Everything a person's page shows, as it was on a day. @throws DirectoryError `directory.no-person`. */
export async function readPersonPage(db: Queryable, asked: PersonAsked): Promise<Omit<PersonPage, 'may'>> {
  const { id, at, today } = asked;
  const { rows } = await db.query<PersonRow>({
    name: 'person-own',
    text: `select name, phone, mobile, official_kind as "officialKind", born, code, note, left_on as "leftOn", revision
           from person where person_id = $1`,
    values: [id],
  });
  const person = rows[0];
  if (!person) throw new DirectoryError('directory.no-person', String(id));
  const { born, code, note, name: nameToday, ...open } = person;
  const [names, appointments, mailboxes, contacts, acts, hanging] = await Promise.all([
    namesOf(db, id),
    readAppointments(db, id, at),
    mailboxesOn(db, { personId: id }, at),
    contactsOn(db, { personId: id }, at),
    plannedActs(db, { personId: id }),
    person.leftOn !== null && person.leftOn <= today ? hangingOnPeople(db, [id]) : null,
  ]);
  const then = names.find((one) => one.from <= at && (one.until === null || one.until > at)) ?? names.at(-1);
  return {
    id,
    at,
    today,
    ...open,
    name: then?.name ?? nameToday,
    names: names.length > 1 ? names : [],
    private: asked.withPrivate ? { born, code, note } : null,
    appointments,
    plannedActs: acts,
    mailboxes,
    contacts: contacts.map(({ contactId, until: _, ...contact }) => ({ id: contactId, ...contact })),
    hanging,
  };
}

async function namesOf(db: Queryable, personId: number): Promise<PersonPage['names']> {
  const { rows } = await db.query<PersonPage['names'][number]>({
    name: 'person-names',
    text: `select name, valid_from as "from", valid_until as until, decision from person_version
           where person_id = $1 order by valid_from desc`,
    values: [personId],
  });
  return rows;
}

/** All positions over time; organisations as they were called on the day, or when the position was held. */
async function readAppointments(db: Queryable, personId: number, at: string): Promise<AppointmentEntry[]> {
  const { rows } = await db.query<
    Omit<AppointmentEntry, 'organisation'> & { organisationId: number; name: string; shortName: string | null }
  >({
    name: 'person-appointments',
    text: `
      select ap.appointment_id as "appointmentId", ap.organisation_id as "organisationId", v.name, v.short_name as "shortName",
        ap.position, ap.rank, ap.is_head as "isHead", ap.valid_from as "from", ap.valid_until as until, ap.published,
        ap.decision, ap.revision,
        case when ap.valid_from > $2::date then 'not-yet' when ap.valid_until <= $2::date then 'ended' else 'in-force' end as state
      from appointment ap
      join lateral (
        select name, short_name from organisation_version v where v.organisation_id = ap.organisation_id
        order by ${sqlInForceOn('v', 'least(greatest($2::date, ap.valid_from), coalesce(ap.valid_until - 1, $2::date))')} desc,
          valid_from desc limit 1
      ) v on true
      where ap.person_id = $1
      order by ap.valid_until desc nulls first, ap.valid_from desc, ap.is_head desc, ap.appointment_id`,
    values: [personId, at],
  });
  return rows.map(({ organisationId, name, shortName, ...rest }) => ({
    ...rest,
    organisation: { id: organisationId, name, shortName },
  }));
}
