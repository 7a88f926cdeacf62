import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { openBlob } from '../../blob/read-blob.ts';
import { storeBlob, uploadLimits } from '../../blob/store-blob.ts';
import { Id, strict } from '../../core/arguments.ts';
import { capability } from '../../core/capabilities.ts';
import { MethodError, SetError } from '../../core/errors.ts';
import { limits } from '../../core/limits.ts';
import { defineMethod } from '../../core/method.ts';

/** RFC 8620 §6.3 */
export const blobCopy = defineMethod({
  name: 'Blob/copy',
  using: capability.core,
  access: 'write',
  args: strict({ fromAccountId: Id, accountId: Id, blobIds: Type.Array(Id) }),
  run: async (args, call) => {
    const from = call.fromAccount(args.fromAccountId);
    if (args.blobIds.length > limits.maxObjectsInSet) throw new MethodError('requestTooLarge');
    const copied: Record<string, string> = {};
    const notCopied: Record<string, object> = {};
    const room = uploadLimits(call.services, call.account.provinceId);
    for (const blobId of new Set(args.blobIds)) {
      const blob = await openBlob(call.services, from.row, blobId);
      if (!blob) {
        notCopied[blobId] = new SetError('blobNotFound').body();
        continue;
      }
      const body = Readable.from([await blob.read()]);
      copied[blobId] = (await storeBlob(call.services, call.personId, call.account, body, room)).blobId;
    }
    return {
      fromAccountId: args.fromAccountId,
      accountId: args.accountId,
      copied: Object.keys(copied).length > 0 ? copied : null,
      notCopied: Object.keys(notCopied).length > 0 ? notCopied : null,
    };
  },
});
