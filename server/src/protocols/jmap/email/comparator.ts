import { collationAlgorithms } from '../core/collation.ts';
import { MethodError } from '../core/errors.ts';
import { normalKeyword } from './keywords.ts';

/** RFC 8621 §4.4.2; told in the mail capability. */
export const sortProperties = [
  'receivedAt',
  'size',
  'from',
  'to',
  'subject',
  'sentAt',
  'hasKeyword',
  'allInThreadHaveKeyword',
  'someInThreadHaveKeyword',
] as const;
export type SortProperty = (typeof sortProperties)[number];

export interface EmailComparator {
  property: SortProperty;
  ascending: boolean;
  /** For the three keyword properties. */
  keyword: string;
}

/** @throws MethodError `unsupportedSort`, `invalidArguments` */
export function readEmailSort(
  sort: { property: string; isAscending?: boolean; collation?: string; keyword?: string }[] | null | undefined,
): EmailComparator[] {
  return (sort ?? []).map(({ property, isAscending = true, collation, keyword }) => {
    const known = sortProperties.find((p) => p === property);
    if (!known) throw new MethodError('unsupportedSort', `Can't sort by ${property.slice(0, 100)}.`);
    if (collation !== undefined && !(collationAlgorithms as readonly string[]).includes(collation)) {
      throw new MethodError('unsupportedSort', `No such collation: ${collation.slice(0, 100)}`);
    }
    const normal = keyword === undefined ? '' : normalKeyword(keyword);
    if (normal === undefined || (known.endsWith('Keyword') && normal === '')) {
      throw new MethodError('invalidArguments', `Sorting by ${known} needs a keyword.`);
    }
    return { property: known, ascending: isAscending, keyword: normal };
  });
}
