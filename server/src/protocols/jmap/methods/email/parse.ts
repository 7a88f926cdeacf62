import { Type } from 'typebox';
import { parseBlobId } from '../../blob/blob-id.ts';
import { openBlob } from '../../blob/read-blob.ts';
import { Id, nullable, strict } from '../../core/arguments.ts';
import { ReadBudget } from '../../core/budget.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError } from '../../core/errors.ts';
import { limits } from '../../core/limits.ts';
import { defineMethod } from '../../core/method.ts';
import { addBody } from '../../email/email.ts';
import { looksLikeMessage } from '../../email/looks-like-message.ts';
import { defaultParseProperties, readWanted } from '../../email/wanted.ts';
import { bodyArgs } from './get.ts';

const absent = ['id', 'mailboxIds', 'keywords', 'receivedAt', 'threadId'];

/** RFC 8621 §4.9: shows a message that is not in the store, such as an attached one. */
export const emailParse = defineMethod({
  name: 'Email/parse',
  using: capability.mail,
  access: 'read',
  args: strict({
    accountId: Id,
    blobIds: Type.Array(Id),
    properties: Type.Optional(nullable(Type.Array(Type.String()))),
    ...bodyArgs,
  }),
  run: async (args, call) => {
    if (args.blobIds.length > limits.maxObjectsInGet) throw new MethodError('requestTooLarge');
    const wanted = readWanted(args, defaultParseProperties);
    const parsed: Record<string, object> = {};
    const notFound: string[] = [];
    const notParsable: string[] = [];
    const budget = new ReadBudget();
    for (const blobId of new Set(args.blobIds.map((id) => call.resolve(id)))) {
      const blob = await openBlob(call.services, call.account.row, blobId);
      if (!blob) {
        notFound.push(blobId);
        continue;
      }
      budget.take(blob.place.size);
      const octets = await blob.read();
      if (!looksLikeMessage(octets)) {
        notParsable.push(blobId);
        continue;
      }
      const email: Record<string, unknown> = {};
      for (const property of absent) if (wanted.properties.has(property)) email[property] = null;
      if (wanted.properties.has('blobId')) email.blobId = blobId;
      if (wanted.properties.has('size')) email.size = octets.length;
      // Parts of an encoded message have no place in the stored octets: they are no blobs of their own then.
      const part = parseBlobId(blobId)?.part;
      const base = part === undefined ? 0 : part.encoding === 'n' ? part.start : undefined;
      addBody(email, { octets, hash: blob.hash, base }, wanted, true);
      parsed[blobId] = email;
    }
    const filled = <T extends object>(value: T) => (Object.keys(value).length > 0 ? value : null);
    return {
      accountId: args.accountId,
      parsed: filled(parsed),
      notParsable: filled(notParsable),
      notFound: filled(notFound),
    };
  },
});
