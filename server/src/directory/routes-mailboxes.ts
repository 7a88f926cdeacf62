import type { AddressChoice, Mailbox, MailboxOptions, NewMailboxAnswer } from '@congvu/contract';
import type { FastifyRequest } from 'fastify';
import { AppError, type HttpApp, type Pools, type Scope, scopeBy, type Transaction } from '../platform/index.ts';
import { type Regulation, today } from '../regulation/index.ts';
import { addAlias } from './add-alias.ts';
import type { Actor } from './audit.ts';
import { createAccount } from './create-account.ts';
import { requireDay } from './dates.ts';
import { DirectoryError } from './errors.ts';
import { closeMailbox, reopenMailbox } from './mailboxes/close-mailbox.ts';
import { type Extent, listMailboxes } from './mailboxes/list-mailboxes.ts';
import { proposeAddress } from './mailboxes/propose-address.ts';
import { readMailbox } from './mailboxes/read-mailbox.ts';
import { removeAlias } from './mailboxes/remove-alias.ts';
import { renameMailbox } from './mailboxes/rename-mailbox.ts';
import * as schema from './mailboxes/schemas.ts';
import { citedIf } from './naming/rules.ts';
import { setAccountState, setQuota } from './set-account.ts';

type PersonActor = Extract<Actor, { kind: 'person' }> & { province: string };
type Rule = 'mailbox.read' | 'mailbox.change';

export interface MailboxRoutesDeps {
  pools: Pools;
  regulation: Regulation;
  accounts: {
    actorOf(request: FastifyRequest): Promise<PersonActor>;
    may(personId: number, rule: Rule, scope?: Scope): Promise<boolean>;
    extentOf(personId: number, rule: Rule): Promise<Extent>;
  };
  /** A first password by the province's rule, made before the transaction: hashing takes a while. */
  newPassword(province: string): Promise<NewPassword>;
}

export interface NewPassword {
  text: string;
  /** Gives it to the person, to be changed as the regulation says. */
  give(tx: Transaction, personId: number, by: Actor): Promise<void>;
}

const policy = 'mailbox.change';
const pageSize = 100;

/** The calls of `/api/directory/mailboxes`; see `@congvu/contract`. */
export function mailboxRoutes(app: HttpApp, { pools, regulation, accounts, newPassword }: MailboxRoutesDeps): void {
  const read = async (accountId: number, personId: number): Promise<Mailbox> => {
    const [details, mayChange] = await Promise.all([
      accounts.may(personId, 'mailbox.read', { accountId }),
      accounts.may(personId, policy, { accountId }),
    ]);
    return readMailbox(pools, regulation, accountId, { details, personId, mayChange });
  };

  app.get(
    '/api/directory/mailboxes',
    {
      config: { policy: 'mailbox.read', scope: 'own-part' },
      schema: { querystring: schema.ListAsked, response: { 200: schema.ListAnswer } },
    },
    async (request) => {
      const { personId, province } = await accounts.actorOf(request);
      const { at, limit = pageSize, ...asked } = request.query;
      if (at !== undefined) requireDay(at, 'at');
      const extent = await accounts.extentOf(personId, 'mailbox.read');
      const defaultQuota = regulation.rule(province, 'mailbox-quota').bytes;
      // Today is how things stand now, not at the end of the day.
      const day = at === undefined || at >= today().toString() ? {} : { at };
      return listMailboxes(pools, extent, { ...asked, ...day, limit, defaultQuota });
    },
  );

  app.get(
    '/api/directory/mailboxes/options',
    { config: { policy: 'mailbox.read', scope: 'own-part' }, schema: { response: { 200: schema.OptionsAnswer } } },
    async (request): Promise<MailboxOptions> => {
      const { personId, province } = await accounts.actorOf(request);
      const extent = await accounts.extentOf(personId, 'mailbox.read');
      const periods = citedIf(regulation, province, 'inactivity')?.value ?? [];
      return {
        warnPercent: citedIf(regulation, province, 'quota-warning')?.value.percent ?? 100,
        unused: periods.map(({ after, action, cite }) => ({
          months: monthsOf(after),
          action,
          cite: cite ? regulation.citation(province, cite) : null,
        })),
        whole: extent.whole,
        mayChange: await accounts.may(personId, policy),
      };
    },
  );

  app.post(
    '/api/directory/mailboxes/propose',
    {
      config: { policy, scope: scopeOfProposal },
      schema: { body: schema.Propose, response: { 200: schema.ProposalAnswer } },
    },
    async (request) => {
      const { province } = await accounts.actorOf(request);
      return proposeAddress(pools, regulation, province, request.body);
    },
  );

  app.post(
    '/api/directory/mailboxes',
    {
      config: { policy, scope: (request) => (request.body as { owner: Scope }).owner },
      schema: { body: schema.NewMailbox, response: { 200: schema.NewMailboxAnswerSchema } },
    },
    async (request): Promise<NewMailboxAnswer> => {
      const by = await accounts.actorOf(request);
      const { owner, quotaBytes = null, document } = request.body;
      const most = regulation.rule(by.province, 'mailbox-quota').bytes;
      if (quotaBytes !== null && quotaBytes > most) {
        throw new DirectoryError('directory.quota-over-rule', `${most}`, { most });
      }
      const name = request.body.name as AddressChoice;
      const password = 'personId' in owner ? await newPassword(by.province) : null;
      const made = await pools.transaction(async (tx) => {
        const { accountId } = await createAccount(tx, regulation, { owner, name, quotaBytes, document }, by);
        if (!('personId' in owner) || !password || (await hasPassword(tx, owner.personId))) {
          return { accountId, firstPassword: null };
        }
        await password.give(tx, owner.personId, by);
        return { accountId, firstPassword: password.text };
      });
      return { mailbox: await read(made.accountId, by.personId), firstPassword: made.firstPassword };
    },
  );

  app.get(
    '/api/directory/mailboxes/:id',
    {
      config: { policy: 'directory.read', scope: scopeBy('params', { accountId: 'id' }) },
      schema: { params: schema.ById, response: { 200: schema.MailboxAnswer } },
    },
    async (request) => read(request.params.id, (await accounts.actorOf(request)).personId),
  );

  /** An act on one mailbox: afterwards the mailbox as it stands. */
  const change = { policy, scope: scopeBy('params', { accountId: 'id' }) };
  const act = async (
    request: FastifyRequest,
    run: (tx: Transaction, accountId: number, by: PersonActor) => Promise<unknown>,
  ): Promise<Mailbox> => {
    const by = await accounts.actorOf(request);
    const accountId = Number((request.params as { id: number }).id);
    await pools.transaction((tx) => run(tx, accountId, by));
    return read(accountId, by.personId);
  };
  const answer = { response: { 200: schema.MailboxAnswer } };

  app.post(
    '/api/directory/mailboxes/:id/rename',
    { config: change, schema: { params: schema.ById, body: schema.Rename, ...answer } },
    async (request) =>
      act(request, (tx, accountId, by) => {
        const { old } = request.body;
        const name = request.body.name as AddressChoice;
        const reason = 'reason' in name ? name.reason : undefined;
        return renameMailbox(tx, regulation, { accountId, name, reason, old }, by);
      }),
  );

  app.post(
    '/api/directory/mailboxes/:id/aliases',
    { config: change, schema: { params: schema.ById, body: schema.NewAlias, ...answer } },
    async (request) =>
      act(request, (tx, accountId, by) => addAlias(tx, regulation, { accountId, ...request.body }, by)),
  );

  app.post(
    '/api/directory/mailboxes/:id/aliases/remove',
    { config: change, schema: { params: schema.ById, body: schema.OldAlias, ...answer } },
    async (request) =>
      act(request, (tx, accountId, by) => removeAlias(tx, regulation, { accountId, ...request.body }, by)),
  );

  app.post(
    '/api/directory/mailboxes/:id/state',
    { config: change, schema: { params: schema.ById, body: schema.State, ...answer } },
    async (request) => {
      const { state, reason } = request.body;
      if (state !== 'active' && !reason?.trim()) {
        throw new AppError('request.invalid', [{ at: 'body/reason', message: 'is asked for' }]);
      }
      return act(request, async (tx, accountId, by) => {
        if (state === 'closed') return closeMailbox(tx, regulation, { accountId, reason }, by);
        if (state === 'active') await reopenMailbox(tx, { accountId, reason }, by);
        return setAccountState(tx, accountId, state, by, reason ?? undefined);
      });
    },
  );

  app.post(
    '/api/directory/mailboxes/:id/quota',
    { config: change, schema: { params: schema.ById, body: schema.Quota, ...answer } },
    async (request) =>
      act(request, (tx, accountId, by) => {
        const { bytes, reason } = request.body;
        const most = regulation.rule(by.province, 'mailbox-quota').bytes;
        return setQuota(tx, accountId, bytes, by, { most, reason });
      }),
  );
}

/** Somebody yet to be added belongs where they will stand; nowhere in particular is the whole province. */
function scopeOfProposal(request: FastifyRequest): Scope {
  const who = (request.body as { for: Record<string, unknown> }).for;
  const { person, organisation, ...there } = who as {
    person?: { organisationId: number | null };
    organisation?: { parentId: number | null };
  } & Scope;
  const under = person?.organisationId ?? organisation?.parentId ?? undefined;
  return person || organisation ? (under === undefined ? {} : { organisationId: under }) : there;
}

async function hasPassword(tx: Transaction, personId: number): Promise<boolean> {
  const { rows } = await tx.query('select 1 from credential where person_id = $1', [personId]);
  return rows.length > 0;
}

/** Whole months; a period in days counts as the months it fills. */
function monthsOf(period: string): number {
  const { years, months, weeks, days } = Temporal.Duration.from(period);
  return Math.max(1, years * 12 + months + Math.floor((weeks * 7 + days) / 30));
}
