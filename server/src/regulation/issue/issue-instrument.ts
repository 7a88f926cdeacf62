import { type Static, Type } from 'typebox';
import type { Transaction } from '../../platform/index.ts';
import { RegulationError } from '../errors.ts';
import { citesIn } from '../load-profile.ts';
import { type Article, ArticleSchema, type Instrument, InstrumentSchema } from '../profile.ts';
import type { Regulation } from '../regulation.ts';
import { Text } from '../rules/index.ts';
import { shapeFaults } from '../shape-faults.ts';
import type { ValueFault } from './check-issue.ts';
import { asCommitted, type Issuer } from './issue-rule.ts';
import {
  insertInstrument,
  insertInstrumentWithdrawal,
  issuedInstruments,
  issuedRules,
  lockProvince,
} from './queries.ts';

/** An article with what it says in our words: no law page tells of it. */
const IssuedArticle = Type.Interface([ArticleSchema], { text: Text }, { additionalProperties: false });
export type IssuedArticle = Static<typeof IssuedArticle>;

export interface NewInstrument {
  province: string;
  instrument: Instrument;
  articles: Article[];
  reason: string;
}

/**
 * Adds an instrument that rules issued later may cite. It may have been in force for long: nothing holds by it alone.
 * @throws RegulationError `regulation.no-province`, `regulation.value` with `ValueFault[]`, `regulation.code-taken`.
 */
export async function issueInstrument(
  tx: Transaction,
  regulation: Regulation,
  { province, instrument, articles, reason }: NewInstrument,
  by: Issuer,
): Promise<number> {
  if (!regulation.has(province) || !(await lockProvince(tx, province))) {
    throw new RegulationError('regulation.no-province', province);
  }
  const faults = faultsOf(instrument, articles);
  if (faults.length > 0) {
    throw new RegulationError('regulation.value', `${faults[0]!.path}: ${faults[0]!.reason.en}.`, [], faults);
  }
  const { code } = instrument;
  const present = await asCommitted(tx, regulation, province);
  const taken = present.instruments(province).some((other) => other.code === code);
  if (taken) throw new RegulationError('regulation.code-taken', code);
  const issueId = await insertInstrument(tx, { province, code, instrument, articles, reason, personId: by.personId });
  await by.audit(tx, {
    kind: 'regulation.instrument-issued',
    province,
    after: { ...instrument },
    data: { issueId, code, articles: articles.length, reason },
  });
  return issueId;
}

function faultsOf(instrument: Instrument, articles: Article[]): ValueFault[] {
  const shape = [
    ...shapeFaults(InstrumentSchema, instrument).map((f) => ({ ...f, path: ['instrument', ...f.path] })),
    ...shapeFaults(Type.Array(IssuedArticle, { minItems: 1 }), articles).map((f) => ({
      ...f,
      path: ['articles', ...f.path],
    })),
  ];
  const faults = shape.map(({ path, reason }) => ({ path: `/${path.join('/')}`, reason }));
  if (faults.length > 0) return faults;
  for (const key of ['issued', 'from', 'until'] as const) {
    if (instrument[key] && !isDay(instrument[key]))
      faults.push({ path: `/instrument/${key}`, reason: { vi: 'không phải là ngày có thật', en: 'is no date' } });
  }
  for (const [i, { ref }] of articles.entries()) {
    const path = `/articles/${i}/ref`;
    const { code } = instrument;
    if (ref.split(' ')[0] !== code)
      faults.push({ path, reason: { vi: `phải bắt đầu bằng ${code}`, en: `must begin with ${code}` } });
    if (articles.findIndex((other) => other.ref === ref) < i)
      faults.push({ path, reason: { vi: `${ref} có hai lần`, en: `${ref} stands there twice` } });
  }
  return faults;
}

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/**
 * Takes back an instrument that no rule cites: nothing holds by it.
 * @throws RegulationError `regulation.no-issue`, `regulation.cited`.
 */
export async function withdrawInstrument(
  tx: Transaction,
  { province, issueId, reason }: { province: string; issueId: number; reason: string },
  by: Issuer,
): Promise<void> {
  await lockProvince(tx, province);
  const row = (await issuedInstruments(tx, province)).find(({ issue_id }) => issue_id === issueId);
  if (!row || row.withdrawn_at) throw new RegulationError('regulation.no-issue', String(issueId));
  const cites = (await issuedRules(tx, province))
    .filter(({ withdrawn_at }) => !withdrawn_at)
    .flatMap((rule) => [rule.cite ?? '', ...citesIn(rule.value).map(({ cite }) => cite)]);
  if (cites.some((cite) => cite.startsWith(`${row.code} `))) throw new RegulationError('regulation.cited', row.code);
  await insertInstrumentWithdrawal(tx, { province, code: row.code, withdraws: issueId, reason, personId: by.personId });
  await by.audit(tx, {
    kind: 'regulation.instrument-withdrawn',
    province,
    before: { ...row.instrument },
    data: { issueId, code: row.code, reason },
  });
}
