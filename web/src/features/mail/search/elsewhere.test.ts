import { expect, test } from 'vitest';
import type { Mailbox } from '../../../api/jmap/types.ts';
import type { View } from '../store/view.ts';
import { placesElsewhere } from './elsewhere.ts';

const folders = (account: string) =>
  ['inbox', 'sent', 'junk', 'trash'].map((role) => ({ id: `${account}-${role}`, role, name: role }) as Mailbox);
const accounts = [
  { id: 'a1', name: 'Huỳnh Thị Mỹ Duyên' },
  { id: 'a2', name: 'Sở Tài chính' },
];
const mailboxes = new Map(accounts.map(({ id }) => [id, folders(id)]));
const view = (search: View['search']): View => ({ accountId: 'a1', mailboxId: 'a1-sent', show: 'all', search });

test('a search everywhere is offered in other mailboxes, and in junk and trash of this one', () => {
  const search = { text: 'hop', everywhere: true };
  const places = placesElsewhere(view(search), accounts, mailboxes);
  expect(places.map((p) => [p.account, p.view.mailboxId, p.view.search])).toEqual([
    ['Sở Tài chính', 'a2-inbox', search],
    [null, 'a1-junk', { text: 'hop' }],
    [null, 'a1-trash', { text: 'hop' }],
  ]);
});

test('a search in one folder stays there', () => {
  expect(placesElsewhere(view({ text: 'hop' }), accounts, mailboxes)).toEqual([]);
  expect(placesElsewhere(view(null), accounts, mailboxes)).toEqual([]);
});
