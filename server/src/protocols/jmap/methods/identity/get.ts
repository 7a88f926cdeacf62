import { getArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { getResult, pick, wantedIds, wantedProperties } from '../../core/get.ts';
import { defineMethod } from '../../core/method.ts';
import { identitiesOf, identityProperties, toIdentity } from '../../identity/identity.ts';
import { accountState } from '../../queries/account.ts';

/** RFC 8621 §6.1 */
export const identityGet = defineMethod({
  name: 'Identity/get',
  using: capability.submission,
  access: 'read',
  args: strict(getArgs),
  run: async (args, call) => {
    const properties = wantedProperties(args.properties, identityProperties);
    const wanted = wantedIds('identity', args.ids);
    const { modseq } = await accountState(call.services.db, call.account.row);
    const rows = await identitiesOf(call);
    const all = rows.map((row) => toIdentity(row, rows));
    const found = all.filter((i) => wanted.rows?.has(i.id) ?? true);
    const missing = [...(wanted.rows?.keys() ?? [])].filter((id) => !found.some((i) => i.id === id));
    const list = found.map((identity) => pick(identity, properties));
    return getResult(args.accountId, String(modseq), list, [...wanted.notFound, ...missing]);
  },
});
