import { getArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { getResult, pick, wantedIds, wantedProperties } from '../../core/get.ts';
import { encodeId } from '../../core/ids.ts';
import { defineMethod } from '../../core/method.ts';
import { countProperties, mailboxProperties, toMailbox } from '../../mailbox/mailbox.ts';
import { accountState } from '../../queries/account.ts';
import { mailboxes } from '../../queries/mailbox.ts';

/** RFC 8621 §2.1 */
export const mailboxGet = defineMethod({
  name: 'Mailbox/get',
  using: capability.mail,
  access: 'read',
  args: strict(getArgs),
  run: async (args, call) => {
    const properties = wantedProperties(args.properties, mailboxProperties);
    const wanted = wantedIds('mailbox', args.ids);
    // The state first: what changes in between is then told again, never missed.
    const { modseq } = await accountState(call.services.db, call.account.row);
    const rows = wanted.rows?.size === 0 ? [] : await mailboxes(call.services.db, call.account.row);
    const asked = wanted.rows ? rows.filter((r) => wanted.rows?.has(encodeId('mailbox', r.mailbox_id))) : rows;
    const counts = countProperties.some((p) => properties.has(p))
      ? await call.services.counts.of(call, asked)
      : undefined;
    const list = asked.map((row) => pick(toMailbox(row, counts?.get(row.mailbox_id), call.account), properties));
    const found = new Set(asked.map((r) => encodeId('mailbox', r.mailbox_id)));
    const notFound = [...wanted.notFound, ...[...(wanted.rows?.keys() ?? [])].filter((id) => !found.has(id))];
    return getResult(args.accountId, String(modseq), list, notFound);
  },
});
