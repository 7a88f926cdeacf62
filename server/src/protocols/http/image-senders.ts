import { type ImageSenders, maxImageSenders } from '@congvu/contract';
import { Type } from 'typebox';
import type { Accounts } from '../../accounts/index.ts';
import type { HttpApp, Pools } from '../../platform/index.ts';
import { addImageSender, imageSendersOf, oldImageSenders, removeImageSender } from './queries.ts';

export interface ImageSenderDeps {
  pools: Pools;
  accounts: Pick<Accounts, 'requireSession'>;
}

const strict = { additionalProperties: false };
const Senders = Type.Object({ senders: Type.Array(Type.String()) });
const Choice = Type.Object(
  { sender: Type.String({ minLength: 3, maxLength: 320, pattern: '^[^\\s@]+@[^\\s@]+$' }), allowed: Type.Boolean() },
  strict,
);

/**
 * GET /api/mail/image-senders: senders whose pictures the caller lets load from outside.
 * POST /api/mail/image-senders: one more, or one less. The oldest give way to more than `maxImageSenders`.
 */
export function imageSenderRoutes(app: HttpApp, { pools, accounts }: ImageSenderDeps): void {
  const config = { policy: 'signed-in' };
  const sendersOf = async (personId: number): Promise<ImageSenders> => {
    const { rows } = await pools.query<{ sender: string }>({ ...imageSendersOf, values: [personId] });
    return { senders: rows.map((row) => row.sender) };
  };
  app.get('/api/mail/image-senders', { config, schema: { response: { 200: Senders } } }, async (request) => {
    const { personId } = await accounts.requireSession(request);
    return sendersOf(personId);
  });
  app.post(
    '/api/mail/image-senders',
    { config, schema: { body: Choice, response: { 200: Senders } } },
    async (request) => {
      const { personId } = await accounts.requireSession(request);
      const sender = request.body.sender.toLowerCase().normalize('NFC');
      await pools.transaction(async (tx) => {
        await tx.query({ ...(request.body.allowed ? addImageSender : removeImageSender), values: [personId, sender] });
        await tx.query({ ...oldImageSenders, values: [personId, maxImageSenders] });
      });
      return sendersOf(personId);
    },
  );
}
