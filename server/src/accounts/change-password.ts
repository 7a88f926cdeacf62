import type { ChangePassword } from '@congvu/contract';
import { personCard } from '../directory/index.ts';
import { AppError, type Pools } from '../platform/index.ts';
import type { Regulation } from '../regulation/index.ts';
import type { Authenticate } from './authenticate.ts';
import { type Hasher, prepared } from './password.ts';
import { requirePasswordByRule, setPassword } from './set-password.ts';
import type { WebSession } from './web-session.ts';

export interface ChangePasswordDeps {
  pools: Pools;
  regulation: Regulation;
  hasher: Hasher;
  authenticate: Authenticate;
}

/**
 * A person changes their own password, showing the present one. Other sessions end.
 * @throws AppError `auth.wrong-credentials`, `auth.throttled`, `password.same`, `password.rule` (details: `PasswordFault[]`),
 * `auth.required` when it was changed meanwhile elsewhere.
 */
export async function changePassword(
  deps: ChangePasswordDeps,
  session: WebSession,
  { current, next }: ChangePassword,
  origin: { remoteAddress: string; tls: boolean },
): Promise<void> {
  const { pools, regulation, hasher, authenticate } = deps;
  const { personId, address } = session;
  const shown = await authenticate(address, current, { ...origin, protocol: 'web' });
  if (shown.personId !== personId) throw new AppError('auth.forbidden');
  if (prepared(current) === prepared(next)) throw new AppError('password.same');
  const card = await personCard(pools, personId);
  if (!card) throw new AppError('auth.required');
  requirePasswordByRule(regulation, card.province.id, next, address);
  const hash = await hasher.hash(next);
  await pools.transaction(async (tx) => {
    const { rows } = await tx.query<{ version: number }>(
      'select version from credential where person_id = $1 for update',
      [personId],
    );
    if (rows[0]?.version !== shown.credentialVersion) throw new AppError('auth.required');
    const by = { kind: 'person', personId } as const;
    await setPassword(tx, { personId, hash, mustChange: false }, by, session.tokenHash);
  });
}
