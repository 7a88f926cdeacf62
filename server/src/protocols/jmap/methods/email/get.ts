import { Type } from 'typebox';
import { getArgs, nullable, strict, UnsignedInt } from '../../core/arguments.ts';
import { ReadBudget } from '../../core/budget.ts';
import type { Call } from '../../core/call.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError } from '../../core/errors.ts';
import { getResult, wantedIds } from '../../core/get.ts';
import { encodeId } from '../../core/ids.ts';
import { limits } from '../../core/limits.ts';
import { defineMethod } from '../../core/method.ts';
import { addBody, addSummary, isCut, metadata } from '../../email/email.ts';
import { defaultProperties, readWanted, type Wanted } from '../../email/wanted.ts';
import { accountState } from '../../queries/account.ts';
import { type EmailRow, emailIds, emailRows } from '../../queries/email.ts';

export const bodyArgs = {
  bodyProperties: Type.Optional(nullable(Type.Array(Type.String()))),
  fetchTextBodyValues: Type.Optional(Type.Boolean()),
  fetchHTMLBodyValues: Type.Optional(Type.Boolean()),
  fetchAllBodyValues: Type.Optional(Type.Boolean()),
  maxBodyValueBytes: Type.Optional(UnsignedInt),
};

/** RFC 8621 §4.2. What a list shows comes without reading a message. */
export const emailGet = defineMethod({
  name: 'Email/get',
  using: capability.mail,
  access: 'read',
  args: strict({ ...getArgs, ...bodyArgs }),
  // A list or what is new in it comes without bodies.
  opens: (args) => [args.fetchTextBodyValues, args.fetchHTMLBodyValues, args.fetchAllBodyValues].includes(true),
  run: async (args, call) => {
    const { db } = call.services;
    const wanted = readWanted(args, defaultProperties);
    const ids = wantedIds('email', args.ids);
    const { modseq } = await accountState(db, call.account.row);
    const asked = ids.rows ? [...ids.rows.values()] : await emailIds(db, call.account.row, limits.maxObjectsInGet + 1);
    if (asked.length > limits.maxObjectsInGet) throw new MethodError('requestTooLarge', 'Name the ids.');
    const rows = asked.length > 0 ? await emailRows(db, call.account.row, asked, wanted.needsSummary) : [];
    const byEmail = Map.groupBy(rows, (r) => r.email_id);
    const list: object[] = [];
    const budget = new ReadBudget();
    for (const id of asked) {
      const found = byEmail.get(id);
      if (!found) continue;
      if (wanted.needsOctets) budget.take(found[0]?.size ?? 0);
      list.push(await toEmail(call, found, wanted));
    }
    const missing = asked.filter((id) => !byEmail.has(id)).map((id) => encodeId('email', id));
    return getResult(args.accountId, String(modseq), list, [...ids.notFound, ...missing]);
  },
});

async function toEmail(call: Call, rows: EmailRow[], wanted: Wanted): Promise<object> {
  const row = rows[0]!;
  const email = metadata(rows, wanted.properties);
  if (!wanted.needsSummary) return email;
  const cut = isCut(row.summary);
  if (!cut) addSummary(email, row.summary, wanted.properties);
  if (!wanted.needsOctets && !cut) {
    if (wanted.properties.has('bodyValues')) email.bodyValues = {};
    return email;
  }
  const octets = await call.services.mail.readContent(row.content_id);
  if (!octets) throw new Error(`Content ${row.content_id} has no octets.`);
  addBody(email, { octets, hash: row.hash, base: 0 }, wanted, cut);
  return email;
}
