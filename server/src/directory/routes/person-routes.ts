import type { Done, LeftAnswer } from '@congvu/contract';
import { scopeBy, type Transaction } from '../../platform/index.ts';
import { appoint, touchedByAppointing } from '../appointments/appoint.ts';
import { addContact, endContact, ownerOfContact } from '../contacts/contacts.ts';
import { DirectoryError } from '../errors.ts';
import { changePerson, lockPerson, renamePerson } from '../people/change-person.ts';
import { createPerson } from '../people/create-person.ts';
import { findLikePeople } from '../people/duplicates.ts';
import { comeBack, leave, touchedByLeaving } from '../people/leave.ts';
import { undoable } from '../undo.ts';
import type { CoreRoutesDeps, HttpApp } from './deps.ts';
import * as schema from './schemas.ts';

const ofPerson = { policy: 'person.change', scope: scopeBy('params', { personId: 'id' }) };

/** Adding people and changing what is known of them. */
export function personRoutes(app: HttpApp, { pools, accounts }: CoreRoutesDeps): void {
  app.post(
    '/api/directory/people',
    {
      config: {
        policy: 'person.change',
        // Somebody without a position hangs nowhere: that is for those who answer for the whole province.
        scope: (request) => {
          const { appointment } = request.body as { appointment?: { organisationId: number } };
          return appointment ? { organisationId: appointment.organisationId } : {};
        },
      },
      schema: { body: schema.NewPerson, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { appointment, anyway, ...person } = request.body;
      if (appointment) {
        const scope = { organisationId: appointment.organisationId };
        await accounts.authorise(by.personId, 'appointment.change', scope);
      }
      return pools.transaction(async (tx) => {
        const { province } = by;
        const alike = await findLikePeople(tx, { province, ...person });
        if (alike.some((one) => one.like === 'code')) {
          throw new DirectoryError('directory.person-code-taken', '', { field: 'code', people: alike });
        }
        if (alike.length > 0 && !anyway) {
          throw new DirectoryError('directory.duplicate-person', alike[0]!.name, { people: alike });
        }
        const before = {
          organisationIds: [],
          appointmentIds: appointment ? await touchedByAppointing(tx, appointment) : [],
          act: 'person.created',
        };
        const { result: id, undo } = await undoable(tx, by, before, async () => {
          const personId = await createPerson(tx, { ...person, province }, by);
          const appointmentIds = appointment
            ? [await appoint(tx, { presentHead: 'refuse', ...appointment, personId }, by)]
            : [];
          return {
            result: personId,
            title: await nameOf(tx, personId),
            organisationIds: [],
            appointmentIds,
            personIds: [personId],
          };
        });
        return { id, revision: 1, undo };
      });
    },
  );

  app.post(
    '/api/directory/people/:id/change',
    {
      config: ofPerson,
      schema: { params: schema.ById, body: schema.PersonChange, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { id } = request.params;
      const change = { personId: id, ...request.body };
      return { id, revision: await pools.transaction((tx) => changePerson(tx, change, by)), undo: null };
    },
  );

  app.post(
    '/api/directory/people/:id/rename',
    {
      config: ofPerson,
      schema: { params: schema.ById, body: schema.PersonRename, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { id } = request.params;
      const change = { personId: id, ...request.body };
      return { id, revision: await pools.transaction((tx) => renamePerson(tx, change, by)), undo: null };
    },
  );

  app.post(
    '/api/directory/people/:id/leave',
    {
      config: { policy: 'appointment.change', scope: scopeBy('params', { personId: 'id' }) },
      schema: { params: schema.ById, body: schema.LeaveSchema, response: { 200: schema.LeftAnswerSchema } },
    },
    async (request): Promise<LeftAnswer> => {
      const by = await accounts.actorOf(request);
      const input = { personId: request.params.id, ...request.body };
      return pools.transaction(async (tx) => {
        const touched = await touchedByLeaving(tx, input);
        const { result, undo } = await undoable(tx, by, { ...touched, act: 'person.left', on: input.on }, async () => {
          const left = await leave(tx, input, by);
          return { result: left, title: await nameOf(tx, input.personId), ...touched };
        });
        const { revision, appointmentIds, hanging } = result;
        return { revision, endedAppointments: appointmentIds.length, hanging, undo };
      });
    },
  );

  app.post(
    '/api/directory/people/:id/return',
    {
      // Whoever left has no place in the tree any more.
      config: { policy: 'appointment.change', scope: scopeBy('params', { personId: 'id' }) },
      schema: { params: schema.ById, body: schema.OnlyRevision, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { id } = request.params;
      const { revision } = request.body;
      return pools.transaction(async (tx) => {
        const touched = { organisationIds: [], appointmentIds: [], personIds: [id] };
        const { result, undo } = await undoable(tx, by, { ...touched, act: 'person.returned' }, async () => {
          const back = await comeBack(tx, { personId: id, revision }, by);
          return { result: back, title: await nameOf(tx, id), ...touched };
        });
        return { id, revision: result, undo };
      });
    },
  );

  app.post(
    '/api/directory/people/:id/contacts',
    {
      config: ofPerson,
      schema: { params: schema.ById, body: schema.NewContactSchema, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const owner = { personId: request.params.id };
      const id = await pools.transaction((tx) => addContact(tx, { owner, ...request.body }, by));
      return { id, revision: null, undo: null };
    },
  );

  app.post(
    '/api/directory/contacts/:id/end',
    {
      // Whose it is decides the rule: asked for below.
      config: { policy: 'directory.read' },
      schema: { params: schema.ById, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { id } = request.params;
      const owner = await ownerOfContact(pools, id);
      if (!owner) throw new DirectoryError('directory.no-contact', String(id));
      const rule = 'personId' in owner ? 'person.change' : 'organisation.contact';
      await accounts.authorise(by.personId, rule, owner);
      await pools.transaction((tx) => endContact(tx, id, by));
      return { id, revision: null, undo: null };
    },
  );
}

const nameOf = async (tx: Transaction, personId: number) => (await lockPerson(tx, personId)).name;
