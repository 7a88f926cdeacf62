import { jmap } from '../../../api/jmap/client.ts';
import { JmapError } from '../../../api/jmap/methods.ts';
import type { Id, StateChange } from '../../../api/jmap/types.ts';
import type { MailList } from './cache.ts';
import { pageSize, queryArgs, refreshList } from './lists.ts';
import { loadMailboxes, mail, summaryProperties } from './mail.ts';

const properties = [...summaryProperties];
const busy = new Map<Id, Promise<void>>();
const again = new Set<Id>();

/** A push says which states have moved; states we hold already (our own changes) cost nothing. */
export function onStateChange(change: StateChange): void {
  for (const [accountId, types] of Object.entries(change.changed)) {
    const data = mail.account(accountId);
    if (!data.mailboxes) continue;
    const moved =
      (types.Email !== undefined && types.Email !== data.emailState) ||
      (types.Mailbox !== undefined && types.Mailbox !== data.mailboxState);
    if (moved) void sync(accountId);
  }
}

/** Brings one account up to date. A call during a run makes one more run, not many. */
export function sync(accountId: Id): Promise<void> {
  const running = busy.get(accountId);
  if (running) {
    again.add(accountId);
    return running;
  }
  const run = catchUp(accountId)
    .catch((error: unknown) => {
      if (error instanceof JmapError && error.type === 'cannotCalculateChanges') return startOver(accountId);
      // A broken connection: the push source tells again once it is back.
    })
    .finally(() => {
      busy.delete(accountId);
      if (again.delete(accountId)) void sync(accountId);
    });
  busy.set(accountId, run);
  return run;
}

/** After a lost connection anything may have happened. */
export function syncAll(): void {
  for (const accountId of mail.knownAccounts()) void sync(accountId);
}

async function catchUp(accountId: Id): Promise<void> {
  for (let more = true; more; ) {
    const emails = await changedEmails(accountId);
    const mailboxes = await changedMailboxes(accountId);
    more = emails || mailboxes;
  }
}

/** True if the server has more changes to tell. */
async function changedMailboxes(accountId: Id): Promise<boolean> {
  const data = mail.account(accountId);
  if (data.mailboxState === null || !data.mailboxes) {
    await loadMailboxes(accountId);
    return false;
  }
  const request = jmap.request();
  const changes = request.add('Mailbox/changes', { accountId, sinceState: data.mailboxState });
  const created = request.add('Mailbox/get', { accountId, '#ids': changes.ref('/created') });
  const updated = request.add('Mailbox/get', { accountId, '#ids': changes.ref('/updated') });
  request.send();
  const c = await changes.result;
  const fresh = new Map([...(await created.result).list, ...(await updated.result).list].map((m) => [m.id, m]));
  const gone = new Set(c.destroyed);
  const kept = (data.mailboxes ?? []).filter((m) => !gone.has(m.id) && !fresh.has(m.id));
  mail.setMailboxes(accountId, [...kept, ...fresh.values()], c.newState);
  return c.hasMoreChanges;
}

async function changedEmails(accountId: Id): Promise<boolean> {
  const data = mail.account(accountId);
  const shown = mail.lists(accountId).filter((l) => mail.topics.watched(`list:${l.key}`));
  for (const list of mail.lists(accountId)) if (!shown.includes(list)) mail.setList({ ...list, stale: true });
  if (data.emailState === null) {
    await Promise.all(shown.map((l) => refreshList(l.view)));
    return false;
  }
  const request = jmap.request();
  const changes = request.add('Email/changes', { accountId, sinceState: data.emailState, maxChanges: 200 });
  const created = request.add('Email/get', { accountId, '#ids': changes.ref('/created'), properties });
  const flags = ['id', 'threadId', 'keywords', 'mailboxIds'] as const;
  const updated = request.add('Email/get', { accountId, '#ids': changes.ref('/updated'), properties: [...flags] });
  const threads = request.add('Thread/get', { accountId, '#ids': created.ref('/list/*/threadId') });
  const queries = shown.map((list) => ({
    list,
    query: request.add('Email/query', queryArgs(list.view, 0, Math.min(Math.max(pageSize, list.ids.length), 500))),
  }));
  request.send();
  const c = await changes.result;
  mail.putEmails(accountId, (await created.result).list);
  mail.putEmails(accountId, (await updated.result).list);
  mail.putThreads(accountId, (await threads.result).list);
  mail.removeEmails(accountId, c.destroyed, false);
  data.emailState = c.newState;
  for (const { list, query } of queries) {
    const { ids, total } = await query.result;
    await fetchMissing(accountId, ids);
    replaceIds(list, ids, total ?? null);
  }
  return c.hasMoreChanges;
}

/** Rows and conversations that came into a list and were never loaded. */
async function fetchMissing(accountId: Id, ids: readonly Id[]): Promise<void> {
  const data = mail.account(accountId);
  const missing = ids.filter((id) => !data.emails.has(id)).slice(0, 500);
  if (missing.length === 0) return;
  const request = jmap.request();
  const emails = request.add('Email/get', { accountId, ids: missing, properties });
  const threads = request.add('Thread/get', { accountId, '#ids': emails.ref('/list/*/threadId') });
  request.send();
  mail.putEmails(accountId, (await emails.result).list);
  mail.putThreads(accountId, (await threads.result).list);
}

function replaceIds(old: MailList, ids: readonly Id[], total: number | null): void {
  const list = mail.list(old.view);
  // A page that was loaded while the query ran is longer than the query: keep its tail.
  const known = new Set(ids);
  const tail = list.ids.length > ids.length && ids.length >= 500 ? list.ids.slice(ids.length) : [];
  mail.setList({
    ...list,
    ids: [...ids, ...tail.filter((id) => !known.has(id))],
    total,
    status: 'ready',
    error: null,
    stale: false,
  });
}

async function startOver(accountId: Id): Promise<void> {
  mail.distrust(accountId);
  await loadMailboxes(accountId);
  const shown = mail.lists(accountId).filter((l) => mail.topics.watched(`list:${l.key}`));
  await Promise.all(shown.map((l) => refreshList(l.view)));
}
