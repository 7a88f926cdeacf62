import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Queryable } from '../../platform/index.ts';

/** Links to an address hold for this long and a bit more; milliseconds. */
const period = 3_600_000;

/**
 * Signs whom a link shows the address of. The same within the hour, so that pages stay the same and may be kept; two
 * hours later it is worth nothing.
 */
export interface Signer {
  sign(code: string, now?: number): string;
  /** The code, or undefined for what is forged or too old. */
  open(token: string, now?: number): string | undefined;
}

export async function createSigner(db: Queryable): Promise<Signer> {
  const { rows } = await db.query<{ value: Buffer }>('select value from public_secret');
  const key = rows[0]!.value;
  const mac = (code: string, hour: number) =>
    createHmac('sha256', key).update(`address ${hour} ${code}`).digest('base64url').slice(0, 22);
  const hourOf = (now: number) => Math.floor(now / period);
  return {
    sign: (code, now = Date.now()) => `${code}${mac(code, hourOf(now))}`,
    open(token, now = Date.now()) {
      if (!/^[0-9a-f]{12}[\w-]{22}$/.test(token)) return undefined;
      const code = token.slice(0, 12);
      const given = Buffer.from(token.slice(12));
      const fits = [0, 1].some((ago) => timingSafeEqual(given, Buffer.from(mac(code, hourOf(now) - ago))));
      return fits ? code : undefined;
    },
  };
}
