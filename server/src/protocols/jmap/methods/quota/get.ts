import { getArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { getResult, pick, wantedProperties } from '../../core/get.ts';
import { defineMethod } from '../../core/method.ts';
import { accountState } from '../../queries/account.ts';

const properties = [
  'id',
  'resourceType',
  'used',
  'hardLimit',
  'warnLimit',
  'softLimit',
  'scope',
  'name',
  'types',
  'description',
] as const;
/** The one quota an account has: of octets. */
export const quotaId = 'octets';

/** RFC 9425 §4.1 */
export const quotaGet = defineMethod({
  name: 'Quota/get',
  using: capability.quota,
  access: 'read',
  args: strict(getArgs),
  run: async (args, call) => {
    const wanted = wantedProperties(args.properties, properties);
    const { modseq } = await accountState(call.services.db, call.account.row);
    const { used, limit } = await call.services.mail.quota(call.account.row);
    const percent = call.services.quotaWarning(call.account.provinceId);
    const quota = {
      id: quotaId,
      resourceType: 'octets',
      used,
      hardLimit: limit,
      warnLimit: Math.floor((limit * percent) / 100),
      softLimit: null,
      scope: 'account',
      name: call.account.name,
      types: ['Email'],
      description: null,
    };
    const list = args.ids == null || args.ids.includes(quotaId) ? [pick(quota, wanted)] : [];
    const notFound = [...new Set(args.ids ?? [])].filter((id) => id !== quotaId);
    return getResult(args.accountId, String(modseq), list, notFound);
  },
});
