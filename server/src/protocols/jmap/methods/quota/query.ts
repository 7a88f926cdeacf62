import { queryArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError } from '../../core/errors.ts';
import type { JsonObject } from '../../core/json.ts';
import { defineMethod } from '../../core/method.ts';
import { matches, page, readFilter } from '../../core/query.ts';
import { accountState } from '../../queries/account.ts';
import { quotaId } from './get.ts';

const conditions = ['name', 'scope', 'resourceType', 'type'];
const sortable = ['name', 'used'];

/** RFC 9425 §4.3, over the one quota there is. */
export const quotaQuery = defineMethod({
  name: 'Quota/query',
  using: capability.quota,
  access: 'read',
  args: strict(queryArgs),
  run: async (args, call) => {
    const quota: Record<string, string> = {
      name: call.account.name,
      scope: 'account',
      resourceType: 'octets',
      type: 'Email',
    };
    const filter = readFilter(args.filter, readCondition);
    const unsortable = args.sort?.find((c) => !sortable.includes(c.property));
    if (unsortable) throw new MethodError('unsupportedSort', `Can't sort by ${unsortable.property.slice(0, 100)}.`);
    const { modseq } = await accountState(call.services.db, call.account.row);
    const found = matches(filter, (wanted) =>
      Object.entries(wanted).every(([key, value]) =>
        key === 'name' ? (quota.name ?? '').includes(value) : quota[key] === value,
      ),
    );
    const ids = found ? [quotaId] : [];
    return {
      accountId: args.accountId,
      queryState: String(modseq),
      canCalculateChanges: false,
      ...page(ids, args),
      ...(args.calculateTotal ? { total: ids.length } : {}),
    };
  },
});

function readCondition(condition: JsonObject): Record<string, string> {
  for (const [key, value] of Object.entries(condition)) {
    if (!conditions.includes(key))
      throw new MethodError('unsupportedFilter', `No such condition: ${key.slice(0, 100)}`);
    if (typeof value !== 'string') throw new MethodError('invalidArguments', `filter/${key} has the wrong type.`);
  }
  return condition as Record<string, string>;
}
