import type {
  Effect,
  InstrumentView,
  ProvisionView,
  RegulationOverview,
  RuleHistory,
  TryResult,
} from '@congvu/contract';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { AppError, type HttpApp, type Pools } from '../platform/index.ts';
import { compareValues } from './compare-values.ts';
import { entryAt } from './entry-at.ts';
import { RegulationError } from './errors.ts';
import { checkDay, checkValue, ruleNamed } from './issue/check-issue.ts';
import type { IssuedFollower } from './issue/follow-issued.ts';
import { issueInstrument, withdrawInstrument } from './issue/issue-instrument.ts';
import { type Issuer, issueRule, withdrawRule } from './issue/issue-rule.ts';
import { issuedInstruments, issuedRules } from './issue/queries.ts';
import type { Article, Instrument, RuleEntry } from './profile.ts';
import { type Regulation, today } from './regulation.ts';
import { History, Instruments, Overview, ProvisionAnswer, Tried } from './route-schemas.ts';
import { groupOf } from './rules/group-of.ts';
import { Cite, Day, ruleNames, ruleSchemas, Text } from './rules/index.ts';
import { instrumentSummary, instrumentView, provisionView, versionView, withdrawnView } from './views.ts';

/** A version that is tried: what holds without it, and what would hold. */
export interface Trial {
  province: string;
  /** What holds on its day as things are; undefined: nothing. */
  present: RuleEntry | undefined;
  proposed: RuleEntry;
  /** The province's regulation with the proposed version in it. */
  imagined: Regulation;
}

export interface RegulationRoutesDeps {
  pools: Pools;
  regulation: Regulation;
  issued: Pick<IssuedFollower, 'refresh'>;
  actorOf(request: FastifyRequest): Promise<{ personId: number; province: string }>;
  /** The actor's hand in the audit trail. */
  issuerOf(request: FastifyRequest): Promise<Issuer>;
  /** What the version would change, counted. Stands above this folder: it looks at people and mail. */
  effectsOf(trial: Trial): Promise<Effect[]>;
}

const strict = { additionalProperties: false };
const Reason = Type.String({ minLength: 3, maxLength: 2000 });
const IssueId = Type.Object({ id: Type.String({ pattern: '^[1-9]\\d{0,15}$' }) });
/** The value is checked by its rule's schema, with its path in the error. */
const version = { value: Type.Unknown(), cite: Type.Optional(Cite), note: Type.Optional(Text), from: Day };

/** The calls of `/api/regulation`; see `@congvu/contract`. */
export function regulationRoutes(app: HttpApp, deps: RegulationRoutesDeps): void {
  readingRoutes(app, deps);
  issuingRoutes(app, deps);
}

function readingRoutes(app: HttpApp, { pools, regulation, actorOf }: RegulationRoutesDeps): void {
  app.get(
    '/api/regulation',
    {
      config: { policy: 'regulation.read' },
      schema: { querystring: Type.Object({ at: Type.Optional(Day) }, strict), response: { 200: Overview } },
    },
    async (request) => {
      const { province } = await actorOf(request);
      const at = dayOf(request.query.at);
      return overview(regulation, province, at);
    },
  );

  app.get(
    '/api/regulation/rules/:name',
    {
      config: { policy: 'regulation.read' },
      schema: { params: Type.Object({ name: Type.String({ maxLength: 60 }) }), response: { 200: History } },
    },
    async (request) => {
      const { province } = await actorOf(request);
      const name = ruleNamed(request.params.name);
      const entries = regulation.versions(province, name);
      const withdrawn = (await issuedRules(pools, province, name)).filter((row) => row.withdrawn_at);
      const versions = [
        ...entries.map((entry) => versionView(regulation, province, entry, entries, today())),
        ...withdrawn.map((row) => withdrawnView(regulation, province, row)),
      ];
      versions.sort((a, b) => (a.from < b.from ? 1 : a.from > b.from ? -1 : 0));
      const schema = ruleSchemas[name] as unknown as Record<string, unknown>;
      return { name, group: groupOf(name), schema, versions } satisfies RuleHistory;
    },
  );

  app.get(
    '/api/regulation/instruments',
    { config: { policy: 'regulation.read' }, schema: { response: { 200: Instruments } } },
    async (request) => {
      const { province } = await actorOf(request);
      const issued = await issuedInstruments(pools, province);
      return regulation.instruments(province).map((instrument): InstrumentView => {
        const row = issued.find(({ code, withdrawn_at }) => code === instrument.code && !withdrawn_at);
        const issue = row
          ? { id: String(row.issue_id), by: row.person, at: row.issued_at.toISOString(), reason: row.reason }
          : null;
        return instrumentView(regulation, province, instrument, issue);
      });
    },
  );

  app.get(
    '/api/regulation/provisions',
    {
      config: { policy: 'regulation.read' },
      schema: { querystring: Type.Object({ ref: Cite }, strict), response: { 200: ProvisionAnswer } },
    },
    async (request) => {
      const { province } = await actorOf(request);
      const { ref } = request.query;
      const provision = regulation.provision(province, ref);
      if (!provision) throw new AppError('request.not-found');
      return provisionView(regulation, province, ref, provision) satisfies ProvisionView;
    },
  );
}

function overview(regulation: Regulation, province: string, at: Temporal.PlainDate): RegulationOverview {
  const name = regulation.provinces().find(({ id }) => id === province)?.name ?? province;
  return {
    province: { id: province, name },
    at: at.toString(),
    today: today().toString(),
    instruments: regulation.instruments(province).map((instrument) => instrumentSummary(instrument, null)),
    rules: ruleNames.map((rule) => {
      const entries = regulation.versions(province, rule);
      const entry = entryAt(entries, rule, at);
      const next = entries.find(({ from }) => Temporal.PlainDate.compare(from, at) > 0);
      return {
        name: rule,
        group: groupOf(rule),
        version: entry ? versionView(regulation, province, entry, entries, at) : null,
        next: next ? { from: next.from.toString() } : null,
        versions: entries.length,
      };
    }),
  };
}

function issuingRoutes(app: HttpApp, deps: RegulationRoutesDeps): void {
  const { pools, regulation, issued, actorOf, issuerOf, effectsOf } = deps;
  const reason = Type.Object({ reason: Reason }, strict);
  const config = { policy: 'regulation.issue' };

  app.post(
    '/api/regulation/try',
    {
      config,
      schema: {
        body: Type.Object({ rule: Type.String({ maxLength: 60 }), ...version }, strict),
        response: { 200: Tried },
      },
    },
    async (request) => {
      const { province } = await actorOf(request);
      const { rule, value, from, cite, note } = request.body;
      const day = checkDay(from);
      // Whether it is grounded is asked at the issue; here one may try before knowing the article.
      const grounded = cite || note ? { cite, note } : { note: { vi: '–', en: '–' } };
      const proposed = checkValue(regulation, { province, rule, value, from, ...grounded }, day);
      const entries = regulation.versions(province, proposed.name);
      const present = entryAt(entries, proposed.name, day);
      const imagined = regulation.imagine(province, (layer) => ({ ...layer, rules: [...layer.rules, proposed] }));
      return {
        present: present ? versionView(regulation, province, present, entries, day) : null,
        changes: compareValues(present?.value, value),
        effects: await effectsOf({ province, present, proposed, imagined }),
      } satisfies TryResult;
    },
  );

  app.post(
    '/api/regulation/rules/:name/issues',
    {
      config,
      schema: {
        params: Type.Object({ name: Type.String({ maxLength: 60 }) }),
        body: Type.Object({ ...version, reason: Reason }, strict),
        response: { 200: Type.Object({ issueId: Type.String() }) },
      },
    },
    async (request) => {
      const { province } = await actorOf(request);
      const by = await issuerOf(request);
      const issue = { province, rule: request.params.name, ...request.body };
      const issueId = await pools.transaction((tx) => issueRule(tx, regulation, issue, by));
      await issued.refresh(province);
      return { issueId: String(issueId) };
    },
  );

  app.post(
    '/api/regulation/issues/:id/withdraw',
    { config, schema: { params: IssueId, body: reason, response: { 200: Type.Object({}) } } },
    async (request) => {
      const { province } = await actorOf(request);
      const by = await issuerOf(request);
      const what = { province, issueId: Number(request.params.id), reason: request.body.reason };
      await pools.transaction((tx) => withdrawRule(tx, what, by));
      await issued.refresh(province);
      return {};
    },
  );

  app.post(
    '/api/regulation/instruments',
    {
      config,
      schema: {
        body: Type.Object(
          { instrument: Type.Unknown(), articles: Type.Array(Type.Unknown(), { maxItems: 300 }), reason: Reason },
          strict,
        ),
        response: { 200: Type.Object({ issueId: Type.String() }) },
      },
    },
    async (request) => {
      const { province } = await actorOf(request);
      const by = await issuerOf(request);
      const { instrument, articles, reason } = request.body;
      const issue = { province, instrument: instrument as Instrument, articles: articles as Article[], reason };
      const issueId = await pools.transaction((tx) => issueInstrument(tx, regulation, issue, by));
      await issued.refresh(province);
      return { issueId: String(issueId) };
    },
  );

  app.post(
    '/api/regulation/instruments/:id/withdraw',
    { config, schema: { params: IssueId, body: reason, response: { 200: Type.Object({}) } } },
    async (request) => {
      const { province } = await actorOf(request);
      const by = await issuerOf(request);
      const what = { province, issueId: Number(request.params.id), reason: request.body.reason };
      await pools.transaction((tx) => withdrawInstrument(tx, what, by));
      await issued.refresh(province);
      return {};
    },
  );
}

/** @throws RegulationError `regulation.no-rule` for a day that doesn't exist. */
function dayOf(text: string | undefined): Temporal.PlainDate {
  if (text === undefined) return today();
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new RegulationError('regulation.no-rule', `${text} is no date.`);
  }
}
