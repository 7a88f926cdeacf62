import type { Done } from '@congvu/contract';
import type { FastifyRequest } from 'fastify';
import { AppError, type Scope, scopeBy } from '../../platform/index.ts';
import { appoint, touchedByAppointing } from '../appointments/appoint.ts';
import { placeOfAppointment } from '../appointments/appointment.ts';
import {
  correctAppointment,
  endAppointment,
  moveAppointment,
  touchedByCorrecting,
} from '../appointments/change-appointment.ts';
import { requireDay } from '../dates.ts';
import { lockPerson } from '../people/change-person.ts';
import { placesOfUndo, type Touched, undo, undoable } from '../undo.ts';
import type { CoreRoutesDeps, HttpApp } from './deps.ts';
import * as schema from './schemas.ts';

const of = (...appointmentIds: number[]): Touched => ({ organisationIds: [], appointmentIds });

/** Appointing, moving and relieving people; taking back what one did a moment ago. */
export function appointmentRoutes(app: HttpApp, { pools, accounts }: CoreRoutesDeps): void {
  const policy = 'appointment.change';
  const whereItIs = async (request: FastifyRequest): Promise<Scope> => {
    const organisationId = await placeOfAppointment(pools, Number((request.params as { id: unknown }).id));
    if (organisationId === undefined) throw new AppError('request.not-found');
    return { organisationId };
  };

  app.post(
    '/api/directory/appointments',
    {
      config: { policy, scope: scopeBy('body', { organisationId: 'organisationId' }) },
      schema: { body: schema.NewAppointmentSchema, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { body } = request;
      return pools.transaction(async (tx) => {
        const act = { ...of(...(await touchedByAppointing(tx, body))), act: 'appointment.created', on: body.from };
        const { result: id, undo } = await undoable(tx, by, act, async () => {
          const appointed = await appoint(tx, { presentHead: 'refuse', ...body }, by);
          const { name } = await lockPerson(tx, body.personId);
          return { result: appointed, title: `${name}, ${body.position}`, ...of(appointed) };
        });
        return { id, revision: 1, undo };
      });
    },
  );

  app.post(
    '/api/directory/appointments/:id/change',
    {
      config: { policy, scope: whereItIs },
      schema: { params: schema.ById, body: schema.AppointmentChange, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { id } = request.params;
      const input = { presentHead: 'refuse' as const, ...request.body, appointmentId: id };
      return pools.transaction(async (tx) => {
        const act = { ...of(...(await touchedByCorrecting(tx, input))), act: 'appointment.changed' };
        const { result, undo } = await undoable(tx, by, act, async () => {
          const changed = await correctAppointment(tx, input, by);
          return { result: changed, title: `${changed.person}, ${changed.position}`, ...of(id) };
        });
        return { id, revision: result.revision, undo };
      });
    },
  );

  app.post(
    '/api/directory/appointments/:id/end',
    {
      config: { policy, scope: whereItIs },
      schema: { params: schema.ById, body: schema.AppointmentEndSchema, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { id } = request.params;
      return pools.transaction(async (tx) => {
        const { result, undo } = await undoable(
          tx,
          by,
          { ...of(id), act: 'appointment.ended', on: request.body.on },
          async () => {
            const ended = await endAppointment(tx, { appointmentId: id, ...request.body }, by);
            return { result: ended, title: `${ended.person}, ${ended.position}`, ...of(id) };
          },
        );
        return { id, revision: result.revision, undo };
      });
    },
  );

  app.post(
    '/api/directory/appointments/:id/move',
    {
      config: { policy, scope: whereItIs },
      schema: { params: schema.ById, body: schema.MoveAppointment, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { id: appointmentId } = request.params;
      const { revision, on, decision, ...next } = request.body;
      await accounts.authorise(by.personId, policy, { organisationId: next.organisationId });
      return pools.transaction(async (tx) => {
        const heads = await touchedByAppointing(tx, { ...next, from: requireDay(on, 'on') });
        const act = { ...of(appointmentId, ...heads), act: 'appointment.moved', on };
        const { result: id, undo } = await undoable(tx, by, act, async () => {
          const end = { appointmentId, revision, on, decision };
          const moved = await moveAppointment(tx, end, { presentHead: 'refuse', ...next }, by);
          const title = `${moved.ended.person}, ${next.position}`;
          return { result: moved.appointmentId, title, ...of(appointmentId, moved.appointmentId) };
        });
        return { id, revision: 1, undo };
      });
    },
  );

  app.post(
    '/api/directory/undo/:id',
    {
      // What the caller did a moment ago, or what is planned: then for those who may change what it touches.
      config: { policy: 'directory.read' },
      schema: { params: schema.ById, response: { 200: schema.DoneAnswer } },
    },
    async (request): Promise<Done> => {
      const by = await accounts.actorOf(request);
      const { id } = request.params;
      for (const { rule, scope } of await placesOfUndo(pools, id, by.personId)) {
        await accounts.authorise(by.personId, rule, scope);
      }
      await pools.transaction((tx) => undo(tx, id, by));
      return { id, revision: null, undo: null };
    },
  );
}
