import type {
  ArticleView,
  ComplianceArticle,
  ComplianceEntry,
  ComplianceInstrument,
  InstrumentView,
  ProvisionPart,
  ProvisionView,
} from '@congvu/contract';
import { instrumentView, type Regulation } from '../../regulation/index.ts';

/** The instruments in force on a day, article by article, with what sees to each. */
export function complianceOf(regulation: Regulation, province: string, at: Temporal.PlainDate): ComplianceInstrument[] {
  const day = at.toString();
  return regulation
    .instruments(province)
    .filter(({ from, until }) => from <= day && (until === undefined || day < until))
    .map((instrument) => instrumentOf(regulation, province, instrumentView(regulation, province, instrument, null)));
}

function instrumentOf(regulation: Regulation, province: string, view: InstrumentView): ComplianceInstrument {
  const { articles, provisions, ...summary } = view;
  const entryOf = new Map(articles.map((article) => [article.ref, article]));
  return {
    ...summary,
    articles: provisions.map((provision) => articleOf(regulation, province, provision, entryOf)),
  };
}

function articleOf(
  regulation: Regulation,
  province: string,
  provision: ProvisionView,
  entryOf: ReadonlyMap<string, ArticleView>,
): ComplianceArticle {
  const { ref, label, english, chapter, text } = provision;
  const entries: ComplianceEntry[] = [];
  const visit = (part: ProvisionPart | ProvisionView, whole: boolean) => {
    const article = entryOf.get(part.ref);
    if (article) {
      entries.push({
        ...article,
        cite: regulation.citation(province, part.ref),
        label: whole ? null : placeOf(part.ref),
        text: part.text,
        parts: withoutEntries(part.parts, entryOf),
      });
    }
    for (const inner of part.parts) visit(inner, false);
  };
  visit(provision, true);
  return { ref, label, english, chapter, text: entryOf.has(ref) ? '' : text, entries };
}

/** `TG 4.2b`: `4.2b`. */
const placeOf = (ref: string) => ref.slice(ref.indexOf(' ') + 1);

function withoutEntries(parts: readonly ProvisionPart[], entryOf: ReadonlyMap<string, unknown>): ProvisionPart[] {
  return parts
    .filter(({ ref }) => !entryOf.has(ref))
    .map((part) => ({ ...part, parts: withoutEntries(part.parts, entryOf) }));
}
