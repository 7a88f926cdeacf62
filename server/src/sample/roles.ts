import type { Role } from '@congvu/contract';

/** Who has which role in the sample province, by the keys of people and organisations; heads have theirs by appointment. */
export const sampleRoles: readonly { person: string; role: Role; organisation?: string; authority?: string }[] = [
  { person: 'hieu', role: 'managing-authority' },
  { person: 'gdtt', role: 'managing-authority' },
  { person: 'gdcntt', role: 'operator' },
  { person: 'qtht', role: 'operator' },
  { person: 'cvnv', role: 'personnel-authority', authority: 'Sở Nội vụ' },
  { person: 'cvvp', role: 'auditor' },
  { person: 'hotro', role: 'unit-it-officer', organisation: 'stttt' },
  { person: 'cvkh', role: 'unit-it-officer', organisation: 'skhdt' },
  { person: 'vtvp', role: 'registry-clerk', organisation: 'vp' },
  { person: 'vttt', role: 'registry-clerk', organisation: 'stttt' },
  { person: 'vtchogao', role: 'registry-clerk', organisation: 'chogao' },
];
