import type { Pools } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';
import { system } from '../audit.ts';
import { sqlToday } from '../dates.ts';
import { DirectoryError } from '../errors.ts';
import { removeAlias } from './remove-alias.ts';

/** Retires old addresses whose time as aliases is over. Safe to repeat; answers how many. */
export async function endAliases(pools: Pools, regulation: Regulation): Promise<number> {
  const { rows } = await pools.query<{ address: string; accountId: number }>(
    `select address, account_id as "accountId" from address where valid_until <= ${sqlToday} order by address limit 10000`,
  );
  let ended = 0;
  for (const { address, accountId } of rows) {
    try {
      await pools.transaction((tx) => removeAlias(tx, regulation, { accountId, address, ended: true }, system));
      ended++;
    } catch (error) {
      // Somebody removed it, or made it primary, meanwhile.
      const gone = ['directory.no-address', 'directory.primary-address', 'directory.no-mailbox'];
      if (!(error instanceof DirectoryError && gone.includes(error.code))) throw error;
    }
  }
  return ended;
}
