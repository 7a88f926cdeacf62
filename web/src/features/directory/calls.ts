import type {
  AppointmentChangeBody,
  ChangeOrganisationBody,
  ContactDataBody,
  DirectoryKinds,
  Done,
  LeaveBody,
  LeftAnswer,
  LikePersonEntry,
  MoveAppointmentBody,
  NewAppointmentBody,
  NewContactBody,
  NewOrganisationBody,
  NewPersonBody,
  OrganisationPage,
  PeoplePage,
  PersonChangeBody,
  PersonPage,
  PersonRenameBody,
  ReorganiseBody,
  ReorganisedAnswer,
  TimelineEntry,
  TreePage,
} from '@congvu/contract';
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/http.ts';
import { queryClient } from '../../app/queryClient.ts';

/** The day looked at; undefined: today. */
export type At = string | undefined;

const base = '/api/directory';
const post = <T>(path: string, body: unknown = {}) => call<T>(`${base}${path}`, { method: 'POST', body });

function get<T>(path: string, asked: Record<string, string | number | undefined>, signal?: AbortSignal): Promise<T> {
  const given = Object.entries(asked).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]));
  const query = given.length > 0 ? `?${new URLSearchParams(given)}` : '';
  return call<T>(`${base}${path}${query}`, signal ? { signal } : {});
}

const everything = ['directory'] as const;

export const kindsQuery = queryOptions({
  queryKey: [...everything, 'kinds'],
  queryFn: () => get<DirectoryKinds>('/kinds', {}),
});

/** How many children of one organisation are fetched at a time. */
export const treeStep = 500;

export const treeQuery = (parent: number | null, at: At, offset = 0) =>
  queryOptions({
    queryKey: [...everything, 'tree', parent, at ?? null, offset],
    queryFn: ({ signal }) =>
      get<TreePage>('/tree', { parent: parent ?? undefined, at, offset, limit: treeStep }, signal),
  });

export const organisationQuery = (id: number, at: At) =>
  queryOptions({
    queryKey: [...everything, 'organisation', id, at ?? null],
    queryFn: ({ signal }) => get<OrganisationPage>(`/organisations/${id}`, { at }, signal),
  });

export const peopleQuery = (id: number, at: At, offset: number) =>
  queryOptions({
    queryKey: [...everything, 'people-of', id, at ?? null, offset],
    queryFn: ({ signal }) => get<PeoplePage>(`/organisations/${id}/people`, { at, offset, limit: 500 }, signal),
  });

export const organisationHistoryQuery = (id: number) =>
  queryOptions({
    queryKey: [...everything, 'organisation-history', id],
    queryFn: ({ signal }) => get<TimelineEntry[]>(`/organisations/${id}/history`, {}, signal),
  });

export const personQuery = (id: number, at: At) =>
  queryOptions({
    queryKey: [...everything, 'person', id, at ?? null],
    queryFn: ({ signal }) => get<PersonPage>(`/people/${id}`, { at }, signal),
  });

export const personHistoryQuery = (id: number) =>
  queryOptions({
    queryKey: [...everything, 'person-history', id],
    queryFn: ({ signal }) => get<TimelineEntry[]>(`/people/${id}/history`, {}, signal),
  });

export const directory = {
  alike: (asked: { name: string; born?: string; code?: string }, signal?: AbortSignal) =>
    get<LikePersonEntry[]>('/people/alike', asked, signal),
  addOrganisation: (body: NewOrganisationBody) => post<Done>('/organisations', body),
  changeOrganisation: (id: number, body: ChangeOrganisationBody) => post<Done>(`/organisations/${id}/change`, body),
  changeContactData: (id: number, body: ContactDataBody) => post<Done>(`/organisations/${id}/contact`, body),
  cancelPlanned: (id: number, body: { from: string; revision: number }) =>
    post<Done>(`/organisations/${id}/cancel-planned`, body),
  removeOrganisation: (id: number, body: { revision: number; reason: string | null }) =>
    post<Done>(`/organisations/${id}/remove`, body),
  reorganise: (body: ReorganiseBody) => post<ReorganisedAnswer>('/organisations/reorganise', body),
  addPerson: (body: NewPersonBody) => post<Done>('/people', body),
  changePerson: (id: number, body: PersonChangeBody) => post<Done>(`/people/${id}/change`, body),
  renamePerson: (id: number, body: PersonRenameBody) => post<Done>(`/people/${id}/rename`, body),
  leave: (id: number, body: LeaveBody) => post<LeftAnswer>(`/people/${id}/leave`, body),
  comeBack: (id: number, revision: number) => post<Done>(`/people/${id}/return`, { revision }),
  appoint: (body: NewAppointmentBody) => post<Done>('/appointments', body),
  changeAppointment: (id: number, body: AppointmentChangeBody) => post<Done>(`/appointments/${id}/change`, body),
  endAppointment: (id: number, body: { revision: number; on: string; decision?: string | null }) =>
    post<Done>(`/appointments/${id}/end`, body),
  moveAppointment: (id: number, body: MoveAppointmentBody) => post<Done>(`/appointments/${id}/move`, body),
  addContact: (owner: 'organisations' | 'people', id: number, body: NewContactBody) =>
    post<Done>(`/${owner}/${id}/contacts`, body),
  endContact: (id: number) => post<Done>(`/contacts/${id}/end`),
  undo: (id: number) => post<Done>(`/undo/${id}`),
};

/** After a change: what is in sight is fetched anew, the rest when it is looked at. */
export function refreshDirectory(): Promise<void> {
  // A head's role and rights come with the position.
  const along = [everything, ['roles'], ['delegations']];
  return Promise.all(along.map((queryKey) => queryClient.invalidateQueries({ queryKey }))).then(() => {});
}

/** `/api/directory/organisations/3/card`, for a link that saves the contact. */
export const cardPath = (what: 'organisations' | 'people', id: number): string => `${base}/${what}/${id}/card`;
