/** What the address of the results says. */
export interface FindSearch {
  q?: string | undefined;
  kind?: 'person' | 'organisation' | undefined;
  position?: string | undefined;
  /** An organisation: it and everything below it. */
  within?: number | undefined;
}

const text = (value: unknown): string | undefined => {
  // The router reads `q=2026` as a number.
  const given = typeof value === 'string' || typeof value === 'number' ? String(value).slice(0, 200).trim() : '';
  return given === '' ? undefined : given;
};

export function readFindSearch(search: Record<string, unknown>): FindSearch {
  const kind = search.kind === 'person' || search.kind === 'organisation' ? search.kind : undefined;
  const within =
    Number.isSafeInteger(search.within) && (search.within as number) > 0 ? (search.within as number) : undefined;
  const given: FindSearch = { q: text(search.q), kind, position: text(search.position), within };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
