import { optionalText, requireText } from '../check.ts';
import { DirectoryError } from '../errors.ts';
import { requireCode, requireLegacyCode } from './codes.ts';
import type { OrganisationState } from './versions.ts';

/** Longest texts, in characters. */
const longest = { kind: 60, name: 300, shortName: 100, phone: 100, fax: 100, website: 200, address: 300 } as const;

/** What is left out is not touched. */
export type GivenFields = { [K in keyof OrganisationState]?: OrganisationState[K] | undefined };

/** The fields given, tidied and checked. @throws DirectoryError `directory.invalid`, `directory.code-invalid`. */
export function checkFields(given: GivenFields): Partial<OrganisationState> {
  const { parentId, kind, name, code, legacyCode, website } = given;
  const checked: Partial<OrganisationState> = {};
  if (parentId !== undefined) checked.parentId = parentId;
  if (kind !== undefined) checked.kind = requireText(kind, 'kind', longest.kind);
  if (name !== undefined) checked.name = requireText(name, 'name', longest.name);
  if (code !== undefined) checked.code = requireCode(code);
  if (legacyCode !== undefined) checked.legacyCode = requireLegacyCode(legacyCode);
  if (website !== undefined) checked.website = checkWebsite(website);
  for (const field of ['shortName', 'phone', 'fax', 'address'] as const) {
    if (given[field] !== undefined) checked[field] = optionalText(given[field], field, longest[field]);
  }
  return checked;
}

/** With its scheme: the page makes a link of it, which must never run anything. */
function checkWebsite(given: string | null | undefined): string | null {
  const text = optionalText(given, 'website', longest.website);
  if (text === null) return null;
  const url = /^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`;
  const parsed = URL.parse(url);
  if (!parsed || !/^https?:$/.test(parsed.protocol) || !parsed.hostname.includes('.')) {
    throw new DirectoryError('directory.invalid', `${text} is no website.`, { field: 'website', fault: 'no-website' });
  }
  return url;
}
