import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Citation, PasswordRule } from '@congvu/contract';
import { anchorOf, citationText } from './citation.ts';
import { entryOn } from './entry-at.ts';
import { RegulationError } from './errors.ts';
import { type LawPage, type Provision, readLaw } from './law.ts';
import { loadProfile } from './load-profile.ts';
import type { Article, Instrument, Layer, Profile, RuleEntry } from './profile.ts';
import type { RuleName, RuleValue, Text } from './rules/index.ts';

/** A rule's value with the article behind it; null where none prescribes it, and `note` says why it stands there. */
export interface CitedRule<N extends RuleName> {
  value: RuleValue<N>;
  cite: Citation | null;
  /** How the article is read, or what stands in its place. */
  note: Text | null;
}

/**
 * Answers what a province's regulation says on a day; today in Vietnam when left out. It is the province's profile with
 * what was issued in the web laid over it, and changes when that does.
 */
export interface Regulation {
  provinces(): { id: string; name: string }[];
  has(province: string): boolean;
  /** @throws RegulationError `regulation.no-province`, `regulation.no-rule`. */
  rule<N extends RuleName>(province: string, name: N, at?: Temporal.PlainDate): RuleValue<N>;
  cited<N extends RuleName>(province: string, name: N, at?: Temporal.PlainDate): CitedRule<N>;
  /** The rule's values in all provinces that have it now. */
  everywhere<N extends RuleName>(name: N, at?: Temporal.PlainDate): RuleValue<N>[];
  /** Every version there was, is or will be, in the order of their dates in force. */
  versions<N extends RuleName>(province: string, name: N): Extract<RuleEntry, { name: N }>[];
  instruments(province: string): readonly Instrument[];
  /** What sees to each article. */
  articles(province: string): readonly Article[];
  /** What a citation leads to, in our own words; undefined when there is no such article, clause or point. */
  provision(province: string, ref: string): Provision | undefined;
  /** The whole page of the law, instrument by instrument. */
  law(province: string): LawPage;
  /** @throws RegulationError `regulation.no-rule` when `ref` names no instrument of the province. */
  citation(province: string, ref: string): Citation;
  /** The rule for passwords as the sign-in page shows it. */
  passwordRule(province: string, at?: Temporal.PlainDate): PasswordRule;
  /** Puts what was issued over the profile, in place of what was there. Listeners hear of it. */
  lay(province: string, layer: Layer): void;
  /** A regulation of this province alone, with what was issued as `change` makes it. This one stays as it is. */
  imagine(province: string, change: (layer: Layer) => Layer): Regulation;
  /** Hears of every change of what is issued. Returns how to end it. */
  onChange(listener: (province: string) => void): () => void;
}

export const timeZone = 'Asia/Ho_Chi_Minh';

let clock = { second: 0, day: Temporal.Now.plainDateISO(timeZone) };

/** Asked with every message, so looked up once a second. */
export function today(): Temporal.PlainDate {
  const second = Math.floor(Date.now() / 1000);
  if (second !== clock.second) clock = { second, day: Temporal.Now.plainDateISO(timeZone) };
  return clock.day;
}

/** Every province's folder in a folder. @throws RegulationError `regulation.profile`. */
export function loadRegulation(folder: string = join(import.meta.dirname, 'profiles')): Regulation {
  const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const names = folders.map(({ name }) => name).sort();
  return createRegulation(names.map((name) => loadProfile(join(folder, name))));
}

/** `readPage` gives the law page of a profile. */
export function createRegulation(profiles: Profile[], readPage: (name: string) => LawPage = readLaw): Regulation {
  /** As loaded, what was issued, and both together. */
  const known = new Map<string, { profile: Profile; layer: Layer; whole: Profile }>();
  for (const profile of profiles) {
    if (known.has(profile.province)) {
      throw new RegulationError('regulation.profile', `Two profiles describe ${profile.province}.`);
    }
    known.set(profile.province, { profile, layer: nothing, whole: profile });
  }
  const pages = new Map<string, LawPage>();
  const listeners = new Set<(province: string) => void>();

  const held = (province: string) => {
    const found = known.get(province);
    if (!found) throw new RegulationError('regulation.no-province', province);
    return found;
  };
  const whole = (province: string): Profile => held(province).whole;
  const citation = (province: string, ref: string): Citation => {
    const found = citationText(ref, whole(province).instruments);
    if (!found) throw new RegulationError('regulation.no-rule', `${province}: ${ref}`);
    return found;
  };
  const cited = <N extends RuleName>(province: string, name: N, at = today()): CitedRule<N> => {
    const entry = entryOn(whole(province), name, at);
    if (!entry) throw new RegulationError('regulation.no-rule', `${province}: ${name} on ${at}`);
    const cite = entry.cite ? citation(province, entry.cite) : null;
    return { value: entry.value as RuleValue<N>, cite, note: entry.note ?? null };
  };
  const law = (province: string): LawPage => {
    const name = whole(province).law;
    const page = pages.get(name) ?? readPage(name);
    pages.set(name, page);
    return page;
  };

  return {
    provinces: () => profiles.map((p) => ({ id: p.province, name: p.name })),
    has: (province) => known.has(province),
    rule: (province, name, at) => cited(province, name, at).value,
    cited,
    everywhere: <N extends RuleName>(name: N, at = today()) =>
      [...known.values()].flatMap(({ whole: profile }) => {
        const entry = entryOn(profile, name, at);
        return entry ? [entry.value as RuleValue<N>] : [];
      }),
    versions: <N extends RuleName>(province: string, name: N) =>
      whole(province)
        .rules.filter((rule): rule is Extract<RuleEntry, { name: N }> => rule.name === name)
        .sort((a, b) => Temporal.PlainDate.compare(a.from, b.from)),
    instruments: (province) => whole(province).instruments,
    articles: (province) => whole(province).articles,
    provision: (province, ref) => {
      const { instruments, articles } = whole(province);
      const written = law(province).provisions.get(anchorOf(ref, instruments));
      const code = ref.split(' ')[0];
      if (written && held(province).profile.instruments.some((instrument) => instrument.code === code)) return written;
      return provisionOf(articles.find((article) => article.ref === ref));
    },
    law,
    citation,
    passwordRule: (province, at) => {
      const { value, cite } = cited(province, 'password', at);
      return { ...value, cite: cite ?? { ref: '', text: '' } };
    },
    imagine(province, change) {
      const { profile, layer } = held(province);
      const imagined = createRegulation([profile], readPage);
      imagined.lay(province, change(layer));
      return imagined;
    },
    lay(province, layer) {
      const found = held(province);
      const { profile } = found;
      const { instruments, articles, rules } = layer;
      found.layer = layer;
      found.whole = {
        ...profile,
        instruments: [...profile.instruments, ...instruments],
        articles: [...profile.articles, ...articles],
        rules: [...profile.rules, ...rules],
      };
      for (const listener of listeners) listener(province);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const nothing: Layer = { instruments: [], articles: [], rules: [] };

/** An article that was issued with its text stands in no page of the law. */
function provisionOf(article: Article | undefined): Provision | undefined {
  if (!article?.text) return undefined;
  const { ref, title, text } = article;
  const label = `Điều ${ref.slice(ref.indexOf(' ') + 1)}. ${title.vi}`;
  return { anchor: ref, label, english: title.en, chapter: '', text: text.vi, parts: [] };
}
