import type { Queryable } from '../../platform/index.ts';
import { RegulationError } from '../errors.ts';
import type { Layer, RuleEntry } from '../profile.ts';
import { isRuleName, ruleSchemas } from '../rules/index.ts';
import { shapeFaults } from '../shape-faults.ts';
import { type IssuedRow, issuedInstruments, issuedRules } from './queries.ts';

/**
 * What is issued and not withdrawn, by province.
 * @throws RegulationError `regulation.profile` when a value issued under an older version no longer has its rule's form.
 */
export async function readIssued(db: Queryable, province?: string): Promise<Map<string, Layer>> {
  const layers = new Map<string, Layer>();
  const layerOf = (id: string): Layer => {
    const layer = layers.get(id) ?? { instruments: [], articles: [], rules: [] };
    layers.set(id, layer);
    return layer;
  };
  if (province) layerOf(province);
  for (const row of await issuedInstruments(db, province)) {
    if (row.withdrawn_at) continue;
    layerOf(row.province_id).instruments.push(row.instrument);
    layerOf(row.province_id).articles.push(...row.articles);
  }
  for (const row of await issuedRules(db, province)) {
    if (!row.withdrawn_at) layerOf(row.province_id).rules.push(entryOf(row));
  }
  return layers;
}

function entryOf(row: IssuedRow): RuleEntry {
  const where = `regulation_issue ${row.issue_id} (${row.province_id}, ${row.rule})`;
  if (!isRuleName(row.rule)) throw new RegulationError('regulation.profile', `${where}: no rule is named so.`);
  const [fault] = shapeFaults(ruleSchemas[row.rule], row.value);
  if (fault) throw new RegulationError('regulation.profile', `${where} /${fault.path.join('/')}: ${fault.reason.en}`);
  return {
    name: row.rule,
    value: row.value,
    cite: row.cite ?? undefined,
    note: row.note ?? undefined,
    from: Temporal.PlainDate.from(row.from_date),
    until: undefined,
    issue: {
      id: row.issue_id,
      reason: row.reason,
      personId: row.issued_by,
      person: row.person,
      at: row.issued_at,
    },
  } as RuleEntry;
}
