/** Finds the organisation that a list means, among those of the directory and those of the list itself. */
import { fold, foldWords } from '../../naming/fold.ts';
import { type Ref, refKey } from './drafts.ts';

export interface KnownOrganisation {
  ref: Ref;
  name: string;
  shortName: string | null;
  kind: string;
  code: string | null;
  legacyCode: string | null;
  parent: Ref | null;
  /** `YYYY-MM-DD`, the first day on which it is there no more. */
  until: string | null;
}

export type Found =
  | { is: 'found'; organisation: KnownOrganisation }
  | { is: 'ambiguous'; all: KnownOrganisation[] }
  | { is: 'unknown'; suggestions: KnownOrganisation[] };

/** What people write short, written out. */
const written: [RegExp, string][] = [
  [/\bubnd\b/g, 'uy ban nhan dan'],
  [/\bhdnd\b/g, 'hoi dong nhan dan'],
  [/\bubmttq\b/g, 'uy ban mat tran to quoc'],
  [/\btp\b/g, 'thanh pho'],
  [/\btx\b/g, 'thi xa'],
  [/\bp (?=\d)/g, 'phuong '],
  [/\bp(\d+)\b/g, 'phuong $1'],
  [/\bva\b/g, ''],
];

/** What two names have in common that mean one organisation: words without marks, written out, `và` and `&` left out. */
export function nameKey(name: string): string {
  let words = foldWords(name.replaceAll('&', ' ')).join(' ');
  for (const [short, long] of written) words = words.replace(short, long);
  return words.replace(/\s+/g, ' ').trim();
}

/** Without the words that are often left out: `huyen cho gao` for the People's Committee of it. */
function shortKey(key: string, province: string): string {
  const bare = key.replace(/^uy ban nhan dan /, '');
  return bare.endsWith(` tinh ${province}`) ? bare.slice(0, -(6 + province.length)) : bare;
}

export class OrganisationIndex {
  readonly #province: string;
  readonly #byRef = new Map<string, KnownOrganisation>();
  readonly #byKey = new Map<string, KnownOrganisation[]>();
  readonly #byShort = new Map<string, KnownOrganisation[]>();
  readonly #byCode = new Map<string, KnownOrganisation>();
  readonly #found = new Map<string, Found>();
  #grams: Map<string, number[]> | undefined;
  #all: KnownOrganisation[] = [];

  /** `province`: its name, which names of organisations often end with. */
  constructor(province: string) {
    this.#province = nameKey(province).replace(/^(?:tinh|thanh pho) /, '');
  }

  add(organisation: KnownOrganisation): void {
    const { ref, name, shortName, code, legacyCode } = organisation;
    this.#all.push(organisation);
    this.#byRef.set(refKey(ref), organisation);
    const key = nameKey(name);
    push(this.#byKey, key, organisation);
    const shorter = new Set([shortKey(key, this.#province), ...(shortName ? [nameKey(shortName)] : [])]);
    for (const short of shorter) if (short !== key) push(this.#byShort, short, organisation);
    // What is there counts before what has ended; the list's own rows never displace the directory's.
    for (const one of [code, legacyCode]) {
      const known = one ? this.#byCode.get(one) : undefined;
      if (one && (!known || known.until !== null)) this.#byCode.set(one, organisation);
    }
    this.#found.clear();
    this.#grams = undefined;
  }

  get(ref: Ref): KnownOrganisation | undefined {
    return this.#byRef.get(refKey(ref));
  }

  all(): readonly KnownOrganisation[] {
    return this.#all;
  }

  byCode(code: string): KnownOrganisation | undefined {
    return this.#byCode.get(code);
  }

  /** Those of this very name, the list's own among them. */
  named(name: string): readonly KnownOrganisation[] {
    return this.#byKey.get(nameKey(name)) ?? [];
  }

  /** From the organisation up; ends where a circle closes. */
  *above(organisation: KnownOrganisation): Generator<KnownOrganisation> {
    const seen = new Set([refKey(organisation.ref)]);
    for (let ref = organisation.parent; ref; ) {
      if (seen.has(refKey(ref))) return;
      seen.add(refKey(ref));
      const next = this.#byRef.get(refKey(ref));
      if (!next) return;
      yield next;
      ref = next.parent;
    }
  }

  /**
   * By its name, the name of what stands above it where given, and below `within` before elsewhere. A name may hold both:
   * `Phòng Nội vụ, UBND huyện Chợ Gạo`.
   */
  find(name: string, above = '', within: Ref | null = null): Found {
    const key = `${name}\n${above}\n${within ? refKey(within) : ''}`;
    const known = this.#found.get(key);
    if (known) return known;
    const found = this.#find(name, above, within);
    this.#found.set(key, found);
    return found;
  }

  #find(name: string, above: string, within: Ref | null): Found {
    const candidates = this.#candidates(name);
    const narrowed = this.#narrow(candidates, name, above, within);
    if (narrowed.length === 1) return { is: 'found', organisation: narrowed[0]! };
    if (!above) {
      const split = this.#splitName(name, within);
      if (split) return { is: 'found', organisation: split };
    }
    if (narrowed.length > 1) return { is: 'ambiguous', all: narrowed };
    return { is: 'unknown', suggestions: this.#similar(name) };
  }

  #candidates(name: string): KnownOrganisation[] {
    const key = nameKey(name);
    if (!key) return [];
    const whole = this.#byKey.get(key);
    if (whole?.some((one) => one.until === null)) return whole;
    const short = shortKey(key, this.#province);
    const shorter = [
      ...(this.#byShort.get(key) ?? []),
      ...(this.#byShort.get(short) ?? []),
      ...(this.#byKey.get(short) ?? []),
    ];
    return shorter.length > 0 ? [...new Set(shorter)] : (whole ?? []);
  }

  #narrow(all: KnownOrganisation[], name: string, above: string, within: Ref | null): KnownOrganisation[] {
    let left = all;
    const keepIfAny = (test: (one: KnownOrganisation) => boolean) => {
      const kept = left.filter(test);
      if (kept.length > 0) left = kept;
    };
    if (above) {
      const wanted = nameKey(above);
      const short = shortKey(wanted, this.#province);
      const under = left.filter((one) =>
        this.above(one).some((up) => {
          const key = nameKey(up.name);
          const bare = shortKey(key, this.#province);
          // `Chợ Gạo` is enough for the district of that name.
          const ends = wanted.includes(' ') && bare.endsWith(` ${wanted}`);
          return (
            key === wanted || bare === short || ends || nameKey(up.shortName ?? '') === wanted || up.code === above
          );
        }),
      );
      // One of that name elsewhere is not what was meant.
      left = under;
    }
    keepIfAny((one) => one.until === null);
    if (left.length > 1)
      keepIfAny((one) => fold(one.name) !== one.name.toLowerCase() && marks(one.name) === marks(name));
    if (left.length > 1 && within) {
      keepIfAny(
        (one) => refKey(one.ref) === refKey(within) || this.above(one).some((up) => refKey(up.ref) === refKey(within)),
      );
    }
    // A row of the list that stands for one of the directory is that one.
    if (left.length > 1) keepIfAny((one) => 'id' in one.ref);
    return left;
  }

  /** `A - B`, `A, B`, `A thuộc B`, `A (B)`, `B / A`: one of the two stands under the other. */
  #splitName(name: string, within: Ref | null): KnownOrganisation | undefined {
    const separators = [/\s+[-–—]\s+/, /\s*,\s*/, /\s+(?:thuộc|trực thuộc)\s+/i, /\s*\(\s*/, /\s*[/>\\|]\s*/];
    for (const separator of separators) {
      const parts = name.replace(/\)\s*$/, '').split(separator);
      for (let at = 1; at < parts.length; at++) {
        const [first, second] = [parts.slice(0, at).join(' '), parts.slice(at).join(' ')];
        for (const [low, high] of [
          [first, second],
          [second, first],
        ] as const) {
          if (this.#candidates(high).length === 0) continue;
          const found = this.#narrow(this.#candidates(low), low, high, within);
          const wanted = new Set(this.#candidates(high).map((one) => refKey(one.ref)));
          const right = found.filter((one) => this.above(one).some((up) => wanted.has(refKey(up.ref))));
          if (right.length === 1) return right[0];
        }
      }
    }
    return undefined;
  }

  /** At most three names that share most of their letters in threes. */
  #similar(name: string): KnownOrganisation[] {
    this.#grams ??= this.#buildGrams();
    const wanted = threes(nameKey(name));
    const shared = new Map<number, number>();
    for (const gram of wanted) for (const at of this.#grams.get(gram) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    return [...shared]
      .map(([at, count]) => ({ at, score: (2 * count) / (wanted.size + threes(nameKey(this.#all[at]!.name)).size) }))
      .filter(({ score }) => score >= 0.45)
      .sort((a, b) => b.score - a.score || a.at - b.at)
      .slice(0, 3)
      .map(({ at }) => this.#all[at]!);
  }

  #buildGrams(): Map<string, number[]> {
    const grams = new Map<string, number[]>();
    for (const [at, { name, until }] of this.#all.entries()) {
      if (until !== null) continue;
      for (const gram of threes(nameKey(name))) push(grams, gram, at);
    }
    return grams;
  }
}

function threes(key: string): Set<string> {
  const padded = `  ${key} `;
  return new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, i) => padded.slice(i, i + 3)));
}

/** Which words have which marks, wherever in the word these stand. */
function marks(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFD')
    .split(/\s+/)
    .map((word) => [...(word.match(/[\u0300-\u036fđ]/g) ?? [])].sort().join(''))
    .join(' ');
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
