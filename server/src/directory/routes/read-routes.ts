import type { FastifyReply } from 'fastify';
import { scopeBy } from '../../platform/index.ts';
import { today } from '../../regulation/index.ts';
import { requireDay } from '../dates.ts';
import { kindsOf, leadingPositions } from '../kinds.ts';
import { cardUid, organisationCard, personCard } from '../lists/vcard.ts';
import { findLikePeople } from '../people/duplicates.ts';
import { readOrganisationPage } from '../read/organisation-page.ts';
import { readPeopleOf } from '../read/people-of.ts';
import { readPersonPage } from '../read/person-page.ts';
import { organisationTimeline, personTimeline } from '../read/timeline.ts';
import { readTree } from '../read/tree.ts';
import { type CoreRoutesDeps, type HttpApp, organisationRules, personRules, rulesThatHold } from './deps.ts';
import * as schema from './schemas.ts';

const ofOrganisation = { policy: 'directory.read', scope: scopeBy('params', { organisationId: 'id' }) };
const ofPerson = { policy: 'directory.read', scope: scopeBy('params', { personId: 'id' }) };

const dayOf = (at: string | undefined) => (at === undefined ? today().toString() : requireDay(at, 'at'));

/** Reading organisations, people and the tree, on any day. */
export function directoryReadRoutes(app: HttpApp, deps: CoreRoutesDeps): void {
  const { pools, regulation, accounts } = deps;

  app.get(
    '/api/directory/kinds',
    { config: { policy: 'directory.read' }, schema: { response: { 200: schema.KindsAnswer } } },
    async (request) => {
      const { province } = await accounts.actorOf(request);
      return { kinds: kindsOf(regulation, province), today: today().toString() };
    },
  );

  app.get(
    '/api/directory/tree',
    {
      config: { policy: 'directory.read', scope: scopeBy('query', { organisationId: 'parent' }) },
      schema: { querystring: schema.TreeAsked, response: { 200: schema.TreeAnswer } },
    },
    async (request) => {
      const { province } = await accounts.actorOf(request);
      const { parent = null, offset = 0, limit = 500 } = request.query;
      const at = dayOf(request.query.at);
      const kinds = kindsOf(regulation, province).map((one) => one.kind);
      const asked = { province, parentId: parent, kinds, offset, limit };
      return { at, ...(await readTree(pools, { ...asked, at: at === today().toString() ? null : at })) };
    },
  );

  app.get(
    '/api/directory/organisations/:id',
    {
      config: ofOrganisation,
      schema: { params: schema.ById, querystring: schema.AtDay, response: { 200: schema.OrganisationAnswer } },
    },
    async (request) => {
      const { province, personId } = await accounts.actorOf(request);
      const { id } = request.params;
      const [page, may] = await Promise.all([
        readOrganisationPage(pools, {
          id,
          at: dayOf(request.query.at),
          today: today().toString(),
          leading: leadingPositions(regulation, province),
        }),
        rulesThatHold(deps, personId, organisationRules, { organisationId: id }),
      ]);
      return { ...page, may };
    },
  );

  app.get(
    '/api/directory/organisations/:id/people',
    {
      config: ofOrganisation,
      schema: { params: schema.ById, querystring: schema.PageOn, response: { 200: schema.PeopleAnswer } },
    },
    async (request) => {
      const { province } = await accounts.actorOf(request);
      const { at, offset = 0, limit = 100 } = request.query;
      const leading = leadingPositions(regulation, province);
      return readPeopleOf(pools, { organisationId: request.params.id, at: dayOf(at), leading, offset, limit });
    },
  );

  app.get(
    '/api/directory/organisations/:id/history',
    { config: ofOrganisation, schema: { params: schema.ById, response: { 200: schema.TimelineAnswer } } },
    async (request) => organisationTimeline(pools, request.params.id, today().toString()),
  );

  app.get(
    '/api/directory/organisations/:id/card',
    { config: ofOrganisation, schema: { params: schema.ById } },
    async (request, reply) => {
      const { province } = await accounts.actorOf(request);
      const day = today().toString();
      const page = await readOrganisationPage(pools, { id: request.params.id, at: day, today: day, leading: [] });
      return sendCard(
        reply,
        page.name,
        organisationCard({
          ...page,
          uid: cardUid(province, 'organisation', page.id),
          emails: addressesOf(page),
          above: page.above.map((one) => one.name).reverse(),
        }),
      );
    },
  );

  app.get(
    '/api/directory/people/alike',
    {
      config: { policy: 'person.change', scope: 'own-part' },
      schema: { querystring: schema.LikeAsked, response: { 200: schema.LikeAnswer } },
    },
    async (request) => {
      const { province } = await accounts.actorOf(request);
      return findLikePeople(pools, { province, ...request.query });
    },
  );

  app.get(
    '/api/directory/people/:id',
    {
      config: ofPerson,
      schema: { params: schema.ById, querystring: schema.AtDay, response: { 200: schema.PersonAnswer } },
    },
    async (request) => {
      const { personId } = await accounts.actorOf(request);
      const { id } = request.params;
      const may = await rulesThatHold(deps, personId, personRules, { personId: id });
      const withPrivate = id === personId || may.includes('person.change');
      const page = await readPersonPage(pools, {
        id,
        at: dayOf(request.query.at),
        today: today().toString(),
        withPrivate,
      });
      return { ...page, may };
    },
  );

  app.get(
    '/api/directory/people/:id/history',
    { config: ofPerson, schema: { params: schema.ById, response: { 200: schema.TimelineAnswer } } },
    async (request) => personTimeline(pools, request.params.id, today().toString()),
  );

  app.get(
    '/api/directory/people/:id/card',
    { config: ofPerson, schema: { params: schema.ById } },
    async (request, reply) => {
      const { province } = await accounts.actorOf(request);
      const day = today().toString();
      const page = await readPersonPage(pools, { id: request.params.id, at: day, today: day, withPrivate: false });
      // First the one a person is named by everywhere: what they head, else the oldest.
      const held = page.appointments
        .filter((one) => one.state === 'in-force')
        .toSorted((a, b) => Number(b.isHead) - Number(a.isHead) || a.from.localeCompare(b.from));
      return sendCard(
        reply,
        page.name,
        personCard({
          uid: cardUid(province, 'person', page.id),
          name: page.name,
          phone: page.phone,
          mobile: page.mobile,
          emails: addressesOf(page),
          position: held[0]?.position,
          organisations: held.slice(0, 1).map((one) => one.organisation.name),
        }),
      );
    },
  );
}

const addressesOf = (page: {
  mailboxes: { address: string | null; state: string }[];
  contacts: { address: string }[];
}): string[] => [
  ...page.mailboxes.flatMap((box) => (box.state === 'closed' || box.address === null ? [] : [box.address])),
  ...page.contacts.map((contact) => contact.address),
];

function sendCard(reply: FastifyReply, name: string, card: string): FastifyReply {
  return reply
    .type('text/vcard; charset=utf-8')
    .header('content-disposition', `attachment; filename="card.vcf"; filename*=UTF-8''${encodeURIComponent(name)}.vcf`)
    .send(card);
}
