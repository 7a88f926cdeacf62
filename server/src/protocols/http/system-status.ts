import type { SystemStatus } from '@congvu/contract';
import { Type } from 'typebox';
import type { Accounts } from '../../accounts/index.ts';
import type { HttpApp, OutboundConfig, Pools } from '../../platform/index.ts';
import { heldOf } from './queries.ts';

export interface SystemStatusDeps {
  pools: Pools;
  accounts: Pick<Accounts, 'requireSession' | 'accountsOf'>;
  outbound: OutboundConfig['mode'];
  version: string;
}

/** GET /api/system/status: what becomes of mail for the outside, and how much of the caller's own is held. */
export function systemStatusRoute(app: HttpApp, deps: SystemStatusDeps): void {
  app.get(
    '/api/system/status',
    {
      config: { policy: 'signed-in' },
      schema: {
        response: { 200: Type.Object({ version: Type.String(), outbound: Type.String(), held: Type.Integer() }) },
      },
    },
    async (request): Promise<SystemStatus> => {
      const { personId } = await deps.accounts.requireSession(request);
      const accounts = await deps.accounts.accountsOf(personId);
      const { rows } = await deps.pools.query<{ held: number }>({
        ...heldOf,
        values: [accounts.map((a) => a.accountId)],
      });
      return { version: deps.version, outbound: deps.outbound, held: rows[0]!.held };
    },
  );
}
