/**
 * First passwords for thousands at once: random codes of 99 bits, printed in letters. Nobody can guess one, so it needs no slow
 * hash: a salted SHA-256 is kept until the person signs in on the web page with it and chooses a password of their own, which is
 * hashed with Argon2id like any other. Mail programs refuse it, as every password that must be changed (TG 10.1).
 */
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { type PasswordRule, passwordFaults } from '@congvu/contract';
import { type Actor, noticeAccess, writeAudits } from '../directory/index.ts';
import type { Transaction } from '../platform/index.ts';

const begins = '$first$v=1$';
/** Letters and digits that nobody mistakes for others on paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';
const [groups, groupLength] = [5, 4];

/**
 * `Kx7m-9wtr-2hnb-6vcf-p3qa`: with a capital, a digit and a hyphen, so that it has all classes a rule may ask for. When it is
 * typed in, case, spaces and hyphens do not count.
 */
export function generateActivationCode(rule: PasswordRule, address: string): string {
  for (;;) {
    const letters = Array.from({ length: groups * groupLength }, () => alphabet[randomInt(alphabet.length)]!);
    const parts = Array.from({ length: groups }, (_, i) =>
      letters.slice(i * groupLength, (i + 1) * groupLength).join(''),
    );
    const code = parts.join('-').replace(/[a-z]/, (letter) => letter.toUpperCase());
    if (passwordFaults(code, rule, address).every((fault) => fault === 'length')) return code;
  }
}

export function hashActivationCode(code: string): string {
  const salt = randomBytes(16);
  return `${begins}${salt.toString('base64url')}$${digest(salt, code).toString('base64url')}`;
}

export function isActivationHash(hash: string): boolean {
  return hash.startsWith(begins);
}

export function verifyActivationCode(hash: string, code: string): boolean {
  const [salt = '', kept = ''] = hash.slice(begins.length).split('$');
  const wanted = Buffer.from(kept, 'base64url');
  const shown = digest(Buffer.from(salt, 'base64url'), code);
  return wanted.length === shown.length && timingSafeEqual(wanted, shown);
}

const digest = (salt: Buffer, code: string) =>
  createHash('sha256')
    .update(salt)
    .update(code.toLowerCase().replace(/[^a-z0-9]/g, ''))
    .digest();

/** SQL: people who have no password of their own yet. `person` is a column with their id. */
export const sqlAwaitsPassword = (person: string) =>
  `not exists (select from credential own where own.person_id = ${person} and own.password_hash not like '${begins.replaceAll('_', '\\_')}%')`;

/**
 * Gives these people codes, all but those who have a password of their own by now; earlier codes are void. Answers who got
 * theirs. The codes themselves are kept nowhere.
 */
export async function giveActivationCodes(
  tx: Transaction,
  codes: readonly { personId: number; code: string }[],
  by: Actor,
): Promise<Set<number>> {
  const { rows } = await tx.query<{ person_id: number }>({
    text: `
      insert into credential as c (person_id, password_hash, must_change)
      select person_id, hash, true from unnest($1::bigint[], $2::text[]) as new(person_id, hash)
      on conflict (person_id) do update set password_hash = excluded.password_hash, must_change = true, changed_at = now(), version = c.version + 1
      where c.password_hash like '${begins}%'
      returning person_id`,
    values: [codes.map(({ personId }) => personId), codes.map(({ code }) => hashActivationCode(code))],
  });
  const given = rows.map(({ person_id: id }) => Number(id));
  await tx.query({ text: 'delete from web_session where person_id = any($1)', values: [given] });
  for (let at = 0; at < given.length; at += 1000) {
    const events = given
      .slice(at, at + 1000)
      .map((personId) => ({ kind: 'auth.password-set' as const, personId, data: { mustChange: true } }));
    await writeAudits(tx, by, events);
  }
  await noticeAccess(tx, given);
  return new Set(given);
}
