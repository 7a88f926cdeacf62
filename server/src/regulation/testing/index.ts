/** For tests of every folder: a province that is like no other, which shows what is fixed in code. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LawPage, parseLaw } from '../law.ts';
import { loadProfile } from '../load-profile.ts';
import type { Profile } from '../profile.ts';
import { createRegulation, type Regulation } from '../regulation.ts';

const folder = join(import.meta.dirname, 'thu-nghiem');

export const testProvinceId = 'thu-nghiem';

/** The province's profile and its law page. */
export function testProfile(): { profile: Profile; page: LawPage } {
  return { profile: loadProfile(folder), page: parseLaw(readFileSync(join(folder, 'law.md'), 'utf8')) };
}

/** The province Thử nghiệm, and whichever others are given. */
export function testRegulation(...others: Profile[]): Regulation {
  const { profile, page } = testProfile();
  return createRegulation([profile, ...others], () => page);
}
