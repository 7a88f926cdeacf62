import { append } from './append.ts';
import { authenticate } from './authenticate.ts';
import { capability } from './capability.ts';
import { close, unselect } from './close.ts';
import type { Command } from './command.ts';
import { copy } from './copy.ts';
import { create } from './create.ts';
import { deleteMailbox } from './delete.ts';
import { enable } from './enable.ts';
import { expunge } from './expunge.ts';
import { fetch } from './fetch.ts';
import { id } from './id.ts';
import { idle } from './idle.ts';
import { list } from './list.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { lsub } from './lsub.ts';
import { move } from './move.ts';
import { namespace } from './namespace.ts';
import { check, noop } from './noop.ts';
import { getQuota, getQuotaRoot, setQuota } from './quota.ts';
import { rename } from './rename.ts';
import { search } from './search.ts';
import { examine, select } from './select.ts';
import { sort } from './sort.ts';
import { starttls } from './starttls.ts';
import { status } from './status.ts';
import { store } from './store.ts';
import { subscribe, unsubscribe } from './subscribe.ts';
import { thread } from './thread.ts';

const COMMANDS = new Map<string, Command>(
  Object.entries({
    APPEND: append,
    AUTHENTICATE: authenticate,
    CAPABILITY: capability,
    CHECK: check,
    CLOSE: close,
    COPY: copy,
    CREATE: create,
    DELETE: deleteMailbox,
    ENABLE: enable,
    EXAMINE: examine,
    EXPUNGE: expunge,
    FETCH: fetch,
    GETQUOTA: getQuota,
    GETQUOTAROOT: getQuotaRoot,
    ID: id,
    IDLE: idle,
    LIST: list,
    LOGIN: login,
    LOGOUT: logout,
    LSUB: lsub,
    MOVE: move,
    NAMESPACE: namespace,
    NOOP: noop,
    RENAME: rename,
    SEARCH: search,
    SELECT: select,
    SETQUOTA: setQuota,
    SORT: sort,
    STARTTLS: starttls,
    STATUS: status,
    STORE: store,
    SUBSCRIBE: subscribe,
    THREAD: thread,
    UNSELECT: unselect,
    UNSUBSCRIBE: unsubscribe,
  }),
);

/** `name` in capitals; with `uid`, only those that may stand after UID. */
export function findCommand(name: string, uid: boolean): Command | undefined {
  const command = COMMANDS.get(name);
  return uid && command?.uid !== true ? undefined : command;
}
