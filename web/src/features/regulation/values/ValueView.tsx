import type { ReactNode } from 'react';
import { useKindName } from '../kinds.tsx';
import { fieldLabel, inLanguage, listed, sizeText, wordOf } from '../words.ts';
import { OrganisationAddress, PersonAddress, Unsuitable } from './Ladder.tsx';
import { Chips, Grounds, isText, Plain } from './Plain.tsx';
import {
  type Due,
  type Duty,
  type Holiday,
  type InactivityStep,
  sayDue,
  sayDuty,
  sayHoliday,
  sayNotice,
  sayRetention,
  sayStep,
  summaryOf,
} from './say.ts';
import styles from './values.module.css';

/** A rule's value as one reads it, without knowing how it is stored. */
export function ValueView({ rule, value }: { rule: string; value: unknown }): ReactNode {
  const View = views[rule];
  return (
    <div className={styles.value}>
      {View ? <View value={value} rule={rule} /> : <Plain value={value} rule={rule} />}
    </div>
  );
}

interface ViewProps {
  value: unknown;
  rule: string;
}

/** A value that one sentence tells whole. */
function Sentence({ value, rule }: ViewProps): ReactNode {
  return <p className={styles.big}>{summaryOf(rule, value)}</p>;
}

function Size({ value }: ViewProps): ReactNode {
  const { bytes } = value as { bytes: number };
  return (
    <p className={styles.big}>
      {sizeText(bytes)} <small>{bytes.toLocaleString()} byte</small>
    </p>
  );
}

function Inactivity({ value }: ViewProps): ReactNode {
  const steps = value as InactivityStep[];
  if (steps.length === 0) return <Plain value={value} rule="inactivity" />;
  return (
    <ol className={styles.steps}>
      {steps.map((step) => (
        <li key={step.after}>
          <strong>{sayStep(step)}</strong>
          <span>{sayNotice(step)}</span>
          <Grounds row={step} />
        </li>
      ))}
    </ol>
  );
}

function Duties({ value }: ViewProps): ReactNode {
  const duties = value as Duty[];
  if (duties.length === 0) return <Plain value={value} rule="check-duty" />;
  return (
    <ul className={styles.steps}>
      {duties.map((duty) => (
        <li key={duty.mailbox}>
          <strong>{sayDuty(duty)}</strong>
          <Grounds row={duty} />
        </li>
      ))}
    </ul>
  );
}

function Retention({ value }: ViewProps): ReactNode {
  return (
    <ul className={styles.steps}>
      {sayRetention(value as never).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

function Reserved({ value }: ViewProps): ReactNode {
  return <Chips words={(value as { local: string[] }).local} />;
}

function Reports({ value, rule }: ViewProps): ReactNode {
  const rows = (value as { due: Due }[]).map((row) => ({ ...row, due: { vi: sayDue(row.due), en: sayDue(row.due) } }));
  return <Plain value={rows} rule={rule} />;
}

interface Calendar {
  week: string[];
  hours: { from: string; until: string }[];
  holidays: Holiday[];
  off: string[];
  working: string[];
}

function WorkingCalendar({ value, rule }: ViewProps): ReactNode {
  const { week, hours, holidays, off, working } = value as Calendar;
  const days = (list: string[]) => list.map((day) => day.split('-').reverse().join('/'));
  return (
    <dl className={styles.pairs}>
      <div>
        <dt>{fieldLabel('week', rule)}</dt>
        <dd>{listed(week.map((day) => wordOf(day, 'week')))}</dd>
      </div>
      <div>
        <dt>{fieldLabel('hours', rule)}</dt>
        <dd>{hours.map(({ from, until }) => `${from}–${until}`).join(', ')}</dd>
      </div>
      <div>
        <dt>{fieldLabel('holidays', rule)}</dt>
        <dd>
          <ul className={styles.plainList}>
            {holidays.map((holiday) => (
              <li key={sayHoliday(holiday)}>
                {isText(holiday.name) && inLanguage(holiday.name)}: {sayHoliday(holiday)}
              </li>
            ))}
          </ul>
        </dd>
      </div>
      {off.length > 0 && (
        <div>
          <dt>{fieldLabel('off', rule)}</dt>
          <dd>
            <Chips words={days(off)} />
          </dd>
        </div>
      )}
      {working.length > 0 && (
        <div>
          <dt>{fieldLabel('working', rule)}</dt>
          <dd>
            <Chips words={days(working)} />
          </dd>
        </div>
      )}
    </dl>
  );
}

interface PublicRule {
  organisationKinds: string[];
  officials: { heads: boolean; positions: string[] };
  fields: string[];
}

function PublicDirectory({ value, rule }: ViewProps): ReactNode {
  const kindName = useKindName();
  const { organisationKinds, officials, fields } = value as PublicRule;
  const people = [...(officials.heads ? [fieldLabel('heads', rule)] : []), ...officials.positions];
  return (
    <dl className={styles.pairs}>
      <div>
        <dt>{fieldLabel('organisationKinds', rule)}</dt>
        <dd>
          <Chips words={organisationKinds.map(kindName)} />
        </dd>
      </div>
      <div>
        <dt>{fieldLabel('officials', rule)}</dt>
        <dd>{people.length > 0 ? <Chips words={people} /> : wordOf('nobody', 'officials')}</dd>
      </div>
      <div>
        <dt>{fieldLabel('fields', rule)}</dt>
        <dd>{listed(fields.map((field) => wordOf(field, 'fields')))}</dd>
      </div>
    </dl>
  );
}

const views: Record<string, (props: ViewProps) => ReactNode> = {
  'mailbox-quota': Size,
  'attachment-limit': Size,
  'quota-warning': Sentence,
  password: Sentence,
  'first-password': Sentence,
  'mail-domain': Sentence,
  'delegation-limit': Sentence,
  'addresses-per-holder': Sentence,
  'emergency-revocation': Sentence,
  'character-set': Sentence,
  'person-address': PersonAddress,
  'organisation-address': OrganisationAddress,
  'unsuitable-addresses': Unsuitable,
  'reserved-addresses': Reserved,
  'address-retention': Retention,
  inactivity: Inactivity,
  'check-duty': Duties,
  'report-calendar': Reports,
  'working-calendar': WorkingCalendar,
  'public-directory': PublicDirectory,
};
