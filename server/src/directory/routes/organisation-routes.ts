import type { Done, ReorganisedAnswer } from '@congvu/contract';
import { scopeBy, type Transaction } from '../../platform/index.ts';
import { today } from '../../regulation/index.ts';
import { addContact } from '../contacts/contacts.ts';
import { DirectoryError } from '../errors.ts';
import { requireKind } from '../kinds.ts';
import { cancelPlannedChange, changeOrganisation } from '../organisations/change-organisation.ts';
import { createOrganisation } from '../organisations/create-organisation.ts';
import { readVersions } from '../organisations/queries.ts';
import { removeMistaken } from '../organisations/remove-mistaken.ts';
import { type Reorganisation, reorganise } from '../organisations/reorganise.ts';
import { touchedByReorganisation } from '../organisations/touched.ts';
import { nearestVersion } from '../organisations/versions.ts';
import { undoable } from '../undo.ts';
import type { CoreRoutesDeps, HttpApp } from './deps.ts';
import * as schema from './schemas.ts';

const ofOrganisation = scopeBy('params', { organisationId: 'id' });
const none = { organisationIds: [], appointmentIds: [] };

/** Changing organisations. */
export function organisationRoutes(app: HttpApp, { pools, regulation, accounts }: CoreRoutesDeps): void {
  const kindOf = async (tx: Transaction, organisationId: number | null, day: string): Promise<string | null> => {
    if (organisationId === null) return null;
    const versions = await readVersions(tx, organisationId);
    if (versions.length === 0) throw new DirectoryError('directory.no-organisation', String(organisationId));
    return nearestVersion(versions, day).kind;
  };

  app.post(
    '/api/directory/organisations',
    {
      config: { policy: 'organisation.change', scope: scopeBy('body', { organisationId: 'parentId' }) },
      schema: { body: schema.NewOrganisation, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { body } = request;
      return pools.transaction(async (tx) => {
        const above = await kindOf(tx, body.parentId ?? null, body.from);
        requireKind(regulation, by.province, body.kind, above);
        const { result: id, undo } = await undoable(tx, by, { ...none, act: 'organisation.created' }, async () => {
          const made = await createOrganisation(tx, { ...body, province: by.province }, by);
          return { result: made, title: body.name, organisationIds: [made], appointmentIds: [] };
        });
        return { id, revision: 1, undo };
      });
    },
  );

  app.post(
    '/api/directory/organisations/:id/change',
    {
      config: { policy: 'organisation.change', scope: ofOrganisation },
      schema: { params: schema.ById, body: schema.ChangeOrganisation, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { id } = request.params;
      const { fields, ...body } = request.body;
      if (fields.parentId !== undefined) {
        const to = fields.parentId === null ? {} : { organisationId: fields.parentId };
        await accounts.authorise(by.personId, 'organisation.change', to);
      }
      return pools.transaction(async (tx) => {
        const touched = { organisationIds: [id], appointmentIds: [] };
        const { result, undo } = await undoable(tx, by, { ...touched, act: 'organisation.changed' }, async () => {
          const changed = await changeOrganisation(tx, { organisationId: id, fields, ...body }, by);
          const now = nearestVersion(await readVersions(tx, id), body.from);
          if (changed.changed.includes('kind') || changed.changed.includes('parentId')) {
            requireKind(regulation, by.province, now.kind, await kindOf(tx, now.parentId, body.from));
          }
          return { result: changed, title: now.name, ...touched };
        });
        return { id, revision: result.revision, undo };
      });
    },
  );

  app.post(
    '/api/directory/organisations/:id/contact',
    {
      config: { policy: 'organisation.contact', scope: ofOrganisation },
      schema: { params: schema.ById, body: schema.ContactData, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { id } = request.params;
      const { revision, ...fields } = request.body;
      const change = { organisationId: id, revision, from: today().toString(), fields };
      const changed = await pools.transaction((tx) => changeOrganisation(tx, change, by));
      return { id, revision: changed.revision, undo: null };
    },
  );

  app.post(
    '/api/directory/organisations/:id/cancel-planned',
    {
      config: { policy: 'organisation.change', scope: ofOrganisation },
      schema: { params: schema.ById, body: schema.CancelPlanned, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { id } = request.params;
      const planned = { organisationId: id, ...request.body, today: today().toString() };
      return { id, revision: await pools.transaction((tx) => cancelPlannedChange(tx, planned, by)), undo: null };
    },
  );

  app.post(
    '/api/directory/organisations/:id/remove',
    {
      config: { policy: 'organisation.change', scope: ofOrganisation },
      schema: { params: schema.ById, body: schema.RemoveOrganisation, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { id } = request.params;
      await pools.transaction((tx) => removeMistaken(tx, { organisationId: id, ...request.body }, by));
      return { id, revision: null, undo: null };
    },
  );

  app.post(
    '/api/directory/organisations/reorganise',
    {
      // Several organisations: each is asked for below.
      config: { policy: 'organisation.change', scope: 'own-part' },
      schema: { body: schema.Reorganise, response: { 200: schema.ReorganisedAnswerSchema } },
    },
    async (request): Promise<ReorganisedAnswer> => {
      const by = await accounts.actorOf(request);
      const { body } = request;
      const input: Reorganisation = {
        ...body,
        into: body.into.map((one) => ('organisationId' in one ? one.organisationId : one)),
      };
      for (const organisationId of placesOf(input)) {
        await accounts.authorise(by.personId, 'organisation.change', organisationId === null ? {} : { organisationId });
      }
      return pools.transaction(async (tx) => {
        for (const one of input.into) {
          if (typeof one === 'number') continue;
          requireKind(regulation, by.province, one.kind, await kindOf(tx, one.parentId ?? null, body.on));
        }
        const before = await touchedByReorganisation(tx, input);
        const act = { ...before, act: `organisation.${body.kind}`, on: body.on };
        const { result, undo } = await undoable(tx, by, act, async () => {
          const done = await reorganise(tx, input, by);
          const titles = await Promise.all(body.from.map((one) => nameOn(tx, one.organisationId, body.on)));
          const organisationIds = [...done.into, ...done.movedUnits];
          return {
            result: done,
            title: titles.join(', '),
            organisationIds,
            appointmentIds: done.people.appointmentIds,
          };
        });
        const { into, ended, movedUnits, people, hanging } = result;
        const counts = { movedUnits: movedUnits.length, movedPeople: people.moved, endedAppointments: people.ended };
        return { into, ended, ...counts, hanging, undo };
      });
    },
  );

  app.post(
    '/api/directory/organisations/:id/contacts',
    {
      config: { policy: 'organisation.contact', scope: ofOrganisation },
      schema: { params: schema.ById, body: schema.NewContactSchema, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const owner = { organisationId: request.params.id };
      const id = await pools.transaction((tx) => addContact(tx, { owner, ...request.body }, by));
      return { id, revision: null, undo: null };
    },
  );
}

const nameOn = async (tx: Transaction, id: number, day: string) => nearestVersion(await readVersions(tx, id), day).name;

/** Whoever reorganises must answer for all it touches: what ends, what takes over, where a new one stands, and where units go. */
function placesOf({ from, into, units, people }: Reorganisation): Set<number | null> {
  const named = [units, people].flatMap((to) =>
    to && to !== 'end' && 'organisationId' in to ? [to.organisationId] : [],
  );
  const targets = into.map((one) => (typeof one === 'number' ? one : (one.parentId ?? null)));
  return new Set([...from.map((one) => one.organisationId), ...targets, ...named]);
}
