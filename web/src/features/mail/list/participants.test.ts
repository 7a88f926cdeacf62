import { expect, test } from 'vitest';
import { recipients, senders } from './participants.ts';

const from = (name: string | null, email: string) => ({ from: [{ name, email }] });
const own = new Set(['toi@tg.test']);

test('each sender once, the newest first, oneself as null; the newest other leads', () => {
  const got = senders(
    [from('Lan', 'lan@tg.test'), from('Tôi', 'Toi@tg.test'), from('Bình', 'b@tg.test'), from('Lan', 'LAN@tg.test')],
    own,
  );
  expect(got.names).toEqual(['Lan', 'Bình', null]);
  expect(got.lead).toEqual({ name: 'Lan', email: 'LAN@tg.test' });
});

test('two people of one name are one name', () => {
  expect(senders([from('Lan', 'a@x.vn'), from('Lan', 'b@x.vn')], own).names).toEqual(['Lan']);
});

test('without a name the address stands, without a sender nothing', () => {
  expect(senders([from('  ', 'a@x.vn')], own).names).toEqual(['a@x.vn']);
  expect(senders([{ from: null }], own)).toEqual({ names: [], lead: null });
});

test('recipients of a sent message', () => {
  const to = [{ name: 'A', email: 'a@x' }];
  expect(recipients([{ to, cc: [{ name: 'B', email: 'b@x' }] }])).toEqual({
    names: ['A', 'B'],
    lead: { name: 'A', email: 'a@x' },
  });
});

test("an answer of one's own does not take the lead", () => {
  const got = senders([from('Lan', 'lan@tg.test'), from('Tôi', 'toi@tg.test')], own);
  expect(got).toEqual({ names: [null, 'Lan'], lead: { name: 'Lan', email: 'lan@tg.test' } });
  expect(senders([from('Tôi', 'toi@tg.test')], own).lead?.email).toBe('toi@tg.test');
});
