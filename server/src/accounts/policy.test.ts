import { expect, test } from 'vitest';
import type { AccountAccess } from '../directory/index.ts';
import { mayManage, mayRead, mayWrite, sendsAs } from './policy.ts';

type Row = [rights: AccountAccess['rights'], read: boolean, write: boolean, manage: boolean, sends: string | undefined];

/** Every combination that means something; the columns are those of the table in `policy.ts`. */
const table: Row[] = [
  [['own'], true, true, true, 'own'],
  [[], false, false, false, undefined],
  [['read'], true, false, false, undefined],
  [['write'], true, true, false, undefined],
  [['read', 'write'], true, true, false, undefined],
  [['send_as'], false, false, false, 'send_as'],
  [['send_on_behalf'], false, false, false, 'send_on_behalf'],
  [['send_as', 'send_on_behalf'], false, false, false, 'send_as'],
  [['read', 'send_on_behalf'], true, false, false, 'send_on_behalf'],
  [['manage'], false, false, true, undefined],
  [['read', 'write', 'send_as', 'send_on_behalf', 'manage'], true, true, true, 'send_as'],
];

test.each(table)('%j: read %s, write %s, manage %s, sends %s', (rights, read, write, manage, sends) => {
  const account = { own: rights.includes('own'), rights };
  expect([mayRead(account), mayWrite(account), mayManage(account), sendsAs(account)]).toEqual([
    read,
    write,
    manage,
    sends,
  ]);
});
