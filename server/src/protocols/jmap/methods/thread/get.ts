import { getArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError } from '../../core/errors.ts';
import { getResult, pick, wantedIds, wantedProperties } from '../../core/get.ts';
import { encodeId } from '../../core/ids.ts';
import { limits } from '../../core/limits.ts';
import { defineMethod } from '../../core/method.ts';
import { accountState } from '../../queries/account.ts';
import { threadEmails, threadIds } from '../../queries/thread.ts';

/** RFC 8621 §3.1 */
export const threadGet = defineMethod({
  name: 'Thread/get',
  using: capability.mail,
  access: 'read',
  args: strict(getArgs),
  run: async (args, call) => {
    const { db } = call.services;
    const account = call.account.row;
    const properties = wantedProperties(args.properties, ['id', 'emailIds']);
    const wanted = wantedIds('thread', args.ids);
    const { modseq } = await accountState(db, account);
    const rows = wanted.rows ? [...wanted.rows.values()] : await threadIds(db, account, limits.maxObjectsInGet + 1);
    if (rows.length > limits.maxObjectsInGet) throw new MethodError('requestTooLarge', 'Name the ids.');
    const found = rows.length > 0 ? await threadEmails(db, account, rows) : new Map<number, number[]>();
    const list = rows.flatMap((row) => {
      const emails = found.get(row);
      if (!emails) return [];
      const thread = { id: encodeId('thread', row), emailIds: emails.map((e) => encodeId('email', e)) };
      return [pick(thread, properties)];
    });
    const missing = rows.filter((row) => !found.has(row)).map((row) => encodeId('thread', row));
    return getResult(args.accountId, String(modseq), list, [...wanted.notFound, ...missing]);
  },
});
