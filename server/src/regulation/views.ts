import type {
  ArticleView,
  InstrumentSummary,
  InstrumentView,
  IssueNote,
  ProvisionPart,
  ProvisionView,
  RuleVersion,
} from '@congvu/contract';
import { citationText, instrumentName } from './citation.ts';
import { entryAt } from './entry-at.ts';
import type { IssuedRow } from './issue/queries.ts';
import type { Provision } from './law.ts';
import type { Article, Instrument, Issue, RuleEntry } from './profile.ts';
import type { Regulation } from './regulation.ts';

/** Days on which what holds of the rule may change. */
function turningDays(entries: readonly RuleEntry[]): Temporal.PlainDate[] {
  const days = entries.flatMap(({ from, until }) => (until ? [from, until] : [from]));
  return days.sort(Temporal.PlainDate.compare);
}

/** The first day after it began on which the entry no longer holds. */
function endOf(entry: RuleEntry, entries: readonly RuleEntry[]): Temporal.PlainDate | undefined {
  return turningDays(entries).find(
    (day) => Temporal.PlainDate.compare(day, entry.from) > 0 && entryAt(entries, entry.name, day) !== entry,
  );
}

/** One version among all of its rule, as it stands on a day. */
export function versionView(
  regulation: Regulation,
  province: string,
  entry: RuleEntry,
  entries: readonly RuleEntry[],
  day: Temporal.PlainDate,
): RuleVersion {
  const { value, cite, note, from, issue } = entry;
  const coming = Temporal.PlainDate.compare(from, day) > 0;
  return {
    origin: issue ? 'issued' : 'profile',
    from: from.toString(),
    until: endOf(entry, entries)?.toString() ?? null,
    state: coming ? 'coming' : entryAt(entries, entry.name, day) === entry ? 'in-force' : 'past',
    value,
    cite: cite ? regulation.citation(province, cite) : null,
    note: note ?? null,
    issue: issue ? issueView(issue) : null,
    withdrawn: null,
  };
}

/** A version that was taken back before it came into force. */
export function withdrawnView(regulation: Regulation, province: string, row: IssuedRow): RuleVersion {
  return {
    origin: 'issued',
    from: row.from_date,
    until: null,
    state: 'withdrawn',
    value: row.value,
    // The instrument it cites may have been taken back as well.
    cite: row.cite
      ? (citationText(row.cite, regulation.instruments(province)) ?? { ref: row.cite, text: row.cite })
      : null,
    note: row.note,
    issue: { id: String(row.issue_id), by: row.person, at: row.issued_at.toISOString(), reason: row.reason },
    withdrawn: { by: row.withdrawn_by, at: row.withdrawn_at!.toISOString(), reason: row.withdrawn_reason ?? '' },
  };
}

export const issueView = ({ id, person, at, reason }: Issue): IssueNote => ({
  id: String(id),
  by: person,
  at: at.toISOString(),
  reason,
});

export function instrumentSummary(instrument: Instrument, issue: IssueNote | null): InstrumentSummary {
  const { code, kind, number, title, issuer, issued, from, until, replaces, amends, note } = instrument;
  return {
    code,
    name: instrumentName(instrument),
    kind,
    number,
    title,
    issuer,
    issued,
    from,
    until: until ?? null,
    replaces: replaces ?? [],
    amends: amends ?? [],
    note: note ?? null,
    issue,
  };
}

export function instrumentView(
  regulation: Regulation,
  province: string,
  instrument: Instrument,
  issue: IssueNote | null,
): InstrumentView {
  const own = regulation.articles(province).filter(({ ref }) => ref.split(' ')[0] === instrument.code);
  return {
    ...instrumentSummary(instrument, issue),
    articles: own.map(articleView),
    provisions: provisionsOf(regulation, province, instrument, own),
  };
}

const articleView = ({ ref, title, by, how, figure, link }: Article): ArticleView => ({
  ref,
  title,
  by,
  how,
  figure: figure ?? null,
  link: link ?? null,
});

/** The articles of the law page that are this instrument's; of one issued in the web, those it was issued with. */
function provisionsOf(
  regulation: Regulation,
  province: string,
  { code }: Instrument,
  own: readonly Article[],
): ProvisionView[] {
  const written = regulation.law(province).articles.flatMap((provision) => {
    const ref = refOf(regulation, province, provision.anchor);
    return ref?.startsWith(`${code} `) ? [provisionView(regulation, province, ref, provision)] : [];
  });
  if (written.length > 0) return written;
  return own.flatMap(({ ref }) => {
    const provision = regulation.provision(province, ref);
    return provision ? [provisionView(regulation, province, ref, provision)] : [];
  });
}

/** The citation that leads to an anchor of the law page. */
function refOf(regulation: Regulation, province: string, anchor: string): string | undefined {
  const instruments = regulation.instruments(province);
  const prefixed = instruments.find((instrument) => instrument.anchor && anchor.startsWith(instrument.anchor));
  const instrument = prefixed ?? instruments.find((one) => !one.anchor);
  return instrument && `${instrument.code} ${anchor.slice(prefixed?.anchor?.length ?? 0)}`;
}

export function provisionView(
  regulation: Regulation,
  province: string,
  ref: string,
  provision: Provision,
): ProvisionView {
  const { label, english, chapter, text, parts } = provision;
  const code = ref.split(' ')[0]!;
  const prefix = regulation.instruments(province).find((instrument) => instrument.code === code)?.anchor ?? '';
  const partView = (part: Provision): ProvisionPart => ({
    ref: `${code} ${part.anchor.slice(prefix.length)}`,
    label: part.label,
    text: part.text,
    parts: part.parts.map(partView),
  });
  return {
    ref,
    label,
    english,
    chapter,
    text,
    cite: regulation.citation(province, ref),
    parts: parts.map(partView),
  };
}
