/**
 * Activation codes for the people of an imported list, in letters to be handed to them. Codes are made when the letters are, and
 * kept nowhere: whoever asks again gets others, and the earlier letters are void. Who has a password of their own is left out.
 */
import { generateActivationCode, giveActivationCodes, sqlAwaitsPassword } from '../../accounts/index.ts';
import { type Actor, ListError, type StoredImport, writeAudit } from '../../directory/index.ts';
import type { Pools, Queryable } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';

export interface Letter {
  name: string;
  position: string | null;
  organisation: string | null;
  address: string;
  code: string;
}

interface Waiting extends Omit<Letter, 'code'> {
  personId: number;
}

/** @throws ListError `list.state` unless it is applied, `list.no-letters`. */
export async function issueLetters(
  { pools, regulation }: { pools: Pools; regulation: Regulation },
  list: StoredImport,
  by: Actor,
): Promise<Letter[]> {
  if (list.state !== 'applied') throw new ListError('list.state');
  const { importId, province, fileName } = list;
  const rule = regulation.passwordRule(province);
  return pools.transaction(async (tx) => {
    // Two who ask at once get one after the other: the later letters are the ones that hold.
    await tx.query('select from list_import where import_id = $1 for update', [importId]);
    const { rows } = await tx.query<Waiting>({ text: waiting, values: [importId] });
    if (rows.length === 0) throw new ListError('list.no-letters');
    const letters = rows.map((row) => ({ ...row, code: generateActivationCode(rule, row.address) }));
    const given = await giveActivationCodes(tx, letters, by);
    await writeAudit(tx, by, {
      kind: 'list.letters',
      province,
      data: { list: importId, fileName, people: given.size },
    });
    return letters.filter(({ personId }) => given.has(personId)).map(({ personId: _, ...letter }) => letter);
  });
}

/** How many of the list's people have no password of their own, and how many of these were given codes. */
export async function countLetters(db: Queryable, importId: number): Promise<{ waiting: number; given: number }> {
  const { rows } = await db.query<{ waiting: number; given: number }>({
    name: 'letters-count',
    text: `select count(*)::int as waiting, count(c.person_id)::int as given
           from (select distinct person_id from list_row where import_id = $1 and person_id is not null and account_id is not null) r
           join account a on a.person_id = r.person_id and a.state = 'active'
           left join credential c on c.person_id = r.person_id
           where ${sqlAwaitsPassword('r.person_id')}`,
    values: [importId],
  });
  return rows[0]!;
}

/** By organisation, as letters are handed out. */
const waiting = `
  select p.person_id as "personId", p.name, ad.address, ap.position, o.name as organisation
  from (select person_id, account_id, min(row_no) as row_no from list_row
        where import_id = $1 and person_id is not null and account_id is not null group by 1, 2) r
  join account a on a.account_id = r.account_id and a.state = 'active'
  join address ad on ad.account_id = a.account_id and ad.is_primary
  join person p on p.person_id = r.person_id
  left join lateral (
    select position, organisation_id from appointment where person_id = p.person_id order by is_head desc, appointment_id limit 1
  ) ap on true
  left join organisation o on o.organisation_id = ap.organisation_id
  where ${sqlAwaitsPassword('p.person_id')}
  order by o.path, r.row_no`;
