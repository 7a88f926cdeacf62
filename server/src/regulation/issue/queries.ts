/** All SQL about what is issued. Days are texts `YYYY-MM-DD`. */
import type { Queryable } from '../../platform/index.ts';
import type { Article, Instrument } from '../profile.ts';
import type { Text } from '../rules/index.ts';

export interface IssuedRow {
  issue_id: number;
  province_id: string;
  rule: string;
  value: unknown;
  cite: string | null;
  note: Text | null;
  from_date: string;
  reason: string;
  issued_by: number | null;
  person: string | null;
  issued_at: Date;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
  withdrawn_reason: string | null;
}

/** Versions of one province's rules, or of all provinces', withdrawn ones with who withdrew them; oldest issue first. */
export async function issuedRules(db: Queryable, province?: string, rule?: string): Promise<IssuedRow[]> {
  const { rows } = await db.query<IssuedRow>({
    name: 'regulation-issued',
    text: `
      select i.issue_id, i.province_id, i.rule, i.value, i.cite, i.note, i.from_date, i.reason, i.issued_by, p.name as person,
        i.issued_at, w.issued_at as withdrawn_at, wp.name as withdrawn_by, w.reason as withdrawn_reason
      from regulation_issue i
      left join person p on p.person_id = i.issued_by
      left join regulation_issue w on w.withdraws = i.issue_id
      left join person wp on wp.person_id = w.issued_by
      where i.withdraws is null and ($1::text is null or i.province_id = $1) and ($2::text is null or i.rule = $2)
      order by i.issue_id`,
    values: [province ?? null, rule ?? null],
  });
  return rows;
}

export interface InstrumentRow {
  issue_id: number;
  province_id: string;
  code: string;
  instrument: Instrument;
  articles: Article[];
  reason: string;
  issued_by: number | null;
  person: string | null;
  issued_at: Date;
  withdrawn_at: Date | null;
  withdrawn_by: string | null;
  withdrawn_reason: string | null;
}

export async function issuedInstruments(db: Queryable, province?: string): Promise<InstrumentRow[]> {
  const { rows } = await db.query<InstrumentRow>({
    name: 'regulation-issued-instruments',
    text: `
      select i.issue_id, i.province_id, i.code, i.instrument, i.articles, i.reason, i.issued_by, p.name as person, i.issued_at,
        w.issued_at as withdrawn_at, wp.name as withdrawn_by, w.reason as withdrawn_reason
      from regulation_instrument_issue i
      left join person p on p.person_id = i.issued_by
      left join regulation_instrument_issue w on w.withdraws = i.issue_id
      left join person wp on wp.person_id = w.issued_by
      where i.withdraws is null and ($1::text is null or i.province_id = $1)
      order by i.issue_id`,
    values: [province ?? null],
  });
  return rows;
}

/**
 * Keeps two people from issuing at the same time in one province. Answers the day it is in Việt Nam by the database's
 * clock, which is the one its check goes by; undefined when there is no such province.
 */
export async function lockProvince(tx: Queryable, province: string): Promise<Temporal.PlainDate | undefined> {
  const { rows } = await tx.query<{ today: string }>({
    name: 'regulation-lock',
    text: `select (now() at time zone 'Asia/Ho_Chi_Minh')::date as today from province where province_id = $1 for no key update`,
    values: [province],
  });
  return rows[0] && Temporal.PlainDate.from(rows[0].today);
}

export interface NewIssueRow {
  province: string;
  rule: string;
  value: unknown;
  cite: string | null;
  note: Text | null;
  from: string;
  reason: string;
  personId: number | null;
}

export async function insertIssue(tx: Queryable, row: NewIssueRow): Promise<number> {
  const { rows } = await tx.query<{ issue_id: number }>({
    name: 'regulation-issue',
    text: `insert into regulation_issue (province_id, rule, value, cite, note, from_date, reason, issued_by)
           values ($1, $2, $3, $4, $5, $6, $7, $8) returning issue_id`,
    values: [
      row.province,
      row.rule,
      JSON.stringify(row.value),
      row.cite,
      row.note && JSON.stringify(row.note),
      row.from,
      row.reason,
      row.personId,
    ],
  });
  return rows[0]!.issue_id;
}

export async function insertWithdrawal(
  tx: Queryable,
  row: { province: string; rule: string; withdraws: number; reason: string; personId: number | null },
): Promise<void> {
  await tx.query({
    name: 'regulation-withdraw',
    text: `insert into regulation_issue (province_id, rule, withdraws, reason, issued_by) values ($1, $2, $3, $4, $5)`,
    values: [row.province, row.rule, row.withdraws, row.reason, row.personId],
  });
}

export async function insertInstrument(
  tx: Queryable,
  row: {
    province: string;
    code: string;
    instrument: Instrument;
    articles: Article[];
    reason: string;
    personId: number | null;
  },
): Promise<number> {
  const { rows } = await tx.query<{ issue_id: number }>({
    name: 'regulation-issue-instrument',
    text: `insert into regulation_instrument_issue (province_id, code, instrument, articles, reason, issued_by)
           values ($1, $2, $3, $4, $5, $6) returning issue_id`,
    values: [
      row.province,
      row.code,
      JSON.stringify(row.instrument),
      JSON.stringify(row.articles),
      row.reason,
      row.personId,
    ],
  });
  return rows[0]!.issue_id;
}

export async function insertInstrumentWithdrawal(
  tx: Queryable,
  row: { province: string; code: string; withdraws: number; reason: string; personId: number | null },
): Promise<void> {
  await tx.query({
    name: 'regulation-withdraw-instrument',
    text: `insert into regulation_instrument_issue (province_id, code, withdraws, reason, issued_by) values ($1, $2, $3, $4, $5)`,
    values: [row.province, row.code, row.withdraws, row.reason, row.personId],
  });
}
