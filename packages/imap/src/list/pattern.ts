/** LIST patterns (RFC 9051 §6.3.9.1): `*` is anything, `%` anything but the separator. */
export class ListPattern {
  readonly #text: string;
  readonly #forInbox: string;

  constructor(pattern: string) {
    const collapsed = pattern.replace(/[*%]{2,}/g, (run) => (run.includes('*') ? '*' : '%'));
    this.#text = collapsed.replace(/^inbox(?=\/|$)/i, 'INBOX');
    this.#forInbox = collapsed.toUpperCase();
  }

  matches(name: string): boolean {
    return wildcard(name, name === 'INBOX' ? this.#forInbox : this.#text);
  }
}

/** Without recursion and in time of name × pattern, whatever the pattern. */
function wildcard(name: string, pattern: string): boolean {
  const wild = pattern.search(/[*%]/);
  if (wild < 0) return name === pattern;
  if (!name.startsWith(pattern.slice(0, wild))) return false;
  // reachable[j]: the name so far fits the first j characters of the pattern.
  let reachable = new Uint8Array(pattern.length + 1);
  reachable[wild] = 1;
  spread(reachable, pattern);
  for (let i = wild; i < name.length; i++) {
    const next = new Uint8Array(pattern.length + 1);
    let some = false;
    for (let j = wild; j < pattern.length; j++) {
      if (reachable[j] === 0) continue;
      const p = pattern[j];
      if (p === '*' || (p === '%' && name[i] !== '/')) next[j] = 1;
      else if (p === name[i] && p !== '%') next[j + 1] = 1;
      else continue;
      some = true;
    }
    if (!some) return false;
    reachable = next;
    spread(reachable, pattern);
  }
  return reachable[pattern.length] === 1;
}

/** A wildcard may stand for nothing. */
function spread(reachable: Uint8Array, pattern: string): void {
  for (let j = 0; j < pattern.length; j++)
    if (reachable[j] === 1 && (pattern[j] === '*' || pattern[j] === '%')) reachable[j + 1] = 1;
}
