import { classifyBody, indexMessage, partText } from '@congvu/mime';
import { Type } from 'typebox';
import { Id, nullable, Obj, strict } from '../../core/arguments.ts';
import { ReadBudget } from '../../core/budget.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError } from '../../core/errors.ts';
import { wantedIds } from '../../core/get.ts';
import { limits } from '../../core/limits.ts';
import { defineMethod } from '../../core/method.ts';
import { type Filter, readFilter } from '../../core/query.ts';
import { type EmailCondition, readEmailCondition, type TextField } from '../../email/condition.ts';
import { highlight, snippet, wantedWords } from '../../email/highlight.ts';
import { emailCandidates } from '../../queries/search.ts';

/** Octets of a message's text that are looked through. */
const maxText = 400_000;

/** RFC 8621 §5.1 */
export const searchSnippetGet = defineMethod({
  name: 'SearchSnippet/get',
  using: capability.mail,
  access: 'read',
  args: strict({ accountId: Id, filter: Type.Optional(nullable(Obj)), emailIds: Type.Array(Id) }),
  run: async (args, call) => {
    if (args.emailIds.length > limits.maxObjectsInGet) throw new MethodError('requestTooLarge');
    const texts = shownTexts(readFilter(args.filter, readEmailCondition));
    const wordsFor = (...fields: TextField[]) =>
      texts.filter((t) => fields.includes(t.field)).flatMap((t) => wantedWords(t.text));
    const inSubject = wordsFor('text', 'subject');
    const inBody = wordsFor('text', 'body');
    const { rows, notFound } = wantedIds('email', args.emailIds);
    const wanted = rows ?? new Map<string, number>();
    const found = await emailCandidates(call.services.db, call.account.row, [...wanted.values()]);
    const byEmail = new Map(found.map((c) => [c.email_id, c]));
    const list: object[] = [];
    const budget = new ReadBudget();
    for (const [emailId, row] of wanted) {
      const candidate = byEmail.get(row);
      if (!candidate) {
        notFound.push(emailId);
        continue;
      }
      const subject = inSubject.length > 0 ? highlight(candidate.summary.s ?? '', inSubject) : null;
      if (inBody.length > 0) budget.take(candidate.size);
      const text = inBody.length > 0 ? await bodyText(candidate.content_id) : '';
      list.push({ emailId, subject, preview: snippet(text, inBody) });
    }
    return { accountId: args.accountId, list, notFound: notFound.length > 0 ? notFound : null };

    async function bodyText(contentId: number): Promise<string> {
      const octets = await call.services.mail.readContent(contentId);
      if (!octets) return '';
      const parts = classifyBody(indexMessage(octets).root).textBody;
      return parts.map((part) => partText(octets, part, maxText)).join('\n');
    }
  },
});

/** Texts that an Email has, not those it must not have. */
function shownTexts(filter: Filter<EmailCondition> | undefined): EmailCondition['texts'] {
  if (!filter) return [];
  if ('condition' in filter) return filter.condition.texts;
  return filter.operator === 'NOT' ? [] : filter.conditions.flatMap(shownTexts);
}
