/** A Vietnamese name ends in the given name: the initials are those of the last two words. `@` ends an address. */
export function initialsOf(name: string): string {
  const words = (name.split('@')[0] ?? '').split(/[\s._-]+/).filter((w) => /^[\p{L}\p{N}]/u.test(w));
  const letters = words.slice(-2).map((w) => [...w][0] ?? '');
  return letters.join('').toLocaleUpperCase('vi') || '?';
}

/** A hue in degrees, the same for the same text. */
export function hueOf(seed: string): number {
  let hash = 7;
  for (const c of seed.toLowerCase()) hash = (hash * 31 + (c.codePointAt(0) ?? 0)) % 1_000_003;
  return (hash * 47) % 360;
}
