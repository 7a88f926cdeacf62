import { getArgs, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { getResult, pick, wantedIds, wantedProperties } from '../../core/get.ts';
import { limits } from '../../core/limits.ts';
import { defineMethod } from '../../core/method.ts';
import { accountState } from '../../queries/account.ts';
import { submissions } from '../../queries/submission.ts';
import { submissionProperties, toSubmission } from '../../submission/submission.ts';

/** RFC 8621 §7.1. Without ids the newest are given: the server may forget old ones. */
export const emailSubmissionGet = defineMethod({
  name: 'EmailSubmission/get',
  using: capability.submission,
  access: 'read',
  args: strict(getArgs),
  run: async (args, call) => {
    const properties = wantedProperties(args.properties, submissionProperties);
    const wanted = wantedIds('submission', args.ids);
    const { modseq } = await accountState(call.services.db, call.account.row);
    const ids = wanted.rows ? [...wanted.rows.values()] : undefined;
    const rows = await submissions(call.services.db, call.account.row, ids, limits.maxObjectsInGet);
    const all = rows.map(toSubmission);
    const missing = [...(wanted.rows?.keys() ?? [])].filter((id) => !all.some((s) => s.id === id));
    const list = all.map((s) => pick(s, properties));
    return getResult(args.accountId, String(modseq), list, [...wanted.notFound, ...missing]);
  },
});
