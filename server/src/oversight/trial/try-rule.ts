import type { Effect } from '@congvu/contract';
import type { RuleName, Trial } from '../../regulation/index.ts';
import type { Counter, TrialDeps } from './effect.ts';
import {
  addressesPerHolder,
  checkDuty,
  delegationLimit,
  entitlement,
  firstPassword,
  inactivity,
  password,
} from './effects/accounts.ts';
import {
  addressRetention,
  organisationAddress,
  personAddress,
  reservedAddresses,
  unsuitableAddresses,
} from './effects/addresses.ts';
import {
  organisationKinds,
  personnelAuthority,
  publicDirectory,
  reportCalendar,
  workingCalendar,
} from './effects/directory.ts';
import { attachmentLimit, mailboxQuota, quotaWarning } from './effects/size.ts';

/** Rules whose effect is counted. Of the others people are shown where the new value differs from the old one. */
export const counters: { readonly [N in RuleName]?: Counter<N> } = {
  'mailbox-quota': mailboxQuota,
  'quota-warning': quotaWarning,
  'attachment-limit': attachmentLimit,
  password,
  'first-password': firstPassword,
  inactivity,
  'check-duty': checkDuty,
  'delegation-limit': delegationLimit,
  'addresses-per-holder': addressesPerHolder,
  entitlement,
  'person-address': personAddress,
  'organisation-address': organisationAddress,
  'reserved-addresses': reservedAddresses,
  'unsuitable-addresses': unsuitableAddresses,
  'address-retention': addressRetention,
  'organisation-kinds': organisationKinds,
  'personnel-authority': personnelAuthority,
  'public-directory': publicDirectory,
  'report-calendar': reportCalendar,
  'working-calendar': workingCalendar,
};

/** What a version of a rule would change, counted in the database as it is. Changes nothing. */
export async function countEffects(
  deps: TrialDeps,
  { province, present, proposed, imagined }: Trial,
): Promise<Effect[]> {
  const counter = counters[proposed.name] as Counter<RuleName> | undefined;
  if (!counter) return [];
  const context = { ...deps, province, imagined, from: proposed.from };
  return counter(context, proposed.value, present?.value);
}
