import { describe, expect, test } from 'vitest';
import type { AuditEntry, AuditNames } from './audit.ts';
import { auditGroups, auditKinds } from './audit-kinds.ts';
import { auditChanges, auditSentence, auditValue } from './audit-text.ts';

const names: AuditNames = { people: { 7: 'Lê Minh Hiếu' }, organisations: { 3: 'Sở Nội vụ' }, accounts: {} };
const entry = (kind: string, more: Partial<AuditEntry> = {}): AuditEntry => ({
  id: 1,
  at: '2026-03-01T01:30:00.123456Z',
  seq: 1,
  actor: { kind: 'system', person: null },
  kind,
  organisation: { id: 3, name: 'Sở Nội vụ' },
  person: { id: 7, name: 'Lê Minh Hiếu' },
  account: { id: 9, name: 'Sở Nội vụ', address: 'snv@x.vn' },
  before: null,
  after: null,
  data: {},
  remoteAddress: null,
  ...more,
});

describe.each(Object.entries(auditKinds))('%s', (kind, { group, vi, en }) => {
  test('has words in both languages, about the same things', () => {
    expect(auditGroups).toHaveProperty(group);
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    expect(places(vi)).toEqual(places(en));
    expect(vi.length).toBeGreaterThan(5);
    expect(vi).not.toBe(en);
  });

  test('is a whole sentence also when nothing is known', () => {
    const bare = entry(kind, { organisation: null, person: null, account: null });
    for (const language of ['vi', 'en'] as const) {
      const text = auditSentence(bare, language, names);
      expect(text).not.toMatch(/[{}]|undefined|null|[:：]$/);
      expect(text).not.toBe('');
    }
  });
});

test('a sentence names what it is about, in words for codes', () => {
  expect(auditSentence(entry('role.granted', { after: { role: 'registry-clerk' } }), 'vi', names)).toBe(
    'Phân công Lê Minh Hiếu làm Văn thư',
  );
  expect(auditSentence(entry('delegation.granted'), 'en', names)).toBe(
    'Delegated the mailbox Sở Nội vụ to Lê Minh Hiếu',
  );
  expect(auditSentence(entry('of.a-newer-version'), 'vi', names)).toBe('of.a-newer-version');
});

test('changes are told field by field; what is the same is not', () => {
  const { changes, more } = auditChanges(
    entry('person.changed', {
      before: { phone: null, mobile: '090', isHead: false, until: '2026-03-01', quotaBytes: 524_288_000 },
      after: { phone: '0273', mobile: '090', isHead: true, until: null, quotaBytes: 2 * 2 ** 30 },
      data: { appointmentId: 5, successor: 7, parentId: 3, reason: 'retired', empty: null },
    }),
    'vi',
    names,
  );
  expect(changes.map(({ name, before, after }) => [name, before, after])).toEqual([
    ['Điện thoại', '', '0273'],
    ['Là thủ trưởng', 'không', 'có'],
    ['Đến', '01/03/2026', ''],
    ['Dung lượng', '500 MB', '2.048 MB'],
  ]);
  expect(more.map(({ name, after }) => [name, after])).toEqual([
    ['Người kế nhiệm', 'Lê Minh Hiếu'],
    ['Cấp trên', 'Sở Nội vụ'],
    ['Lý do', 'nghỉ hưu'],
  ]);
});

test('values are read as in Việt Nam', () => {
  expect(auditValue('at', '2026-03-01T18:30:00Z', 'vi', names)).toBe('01:30 02/03/2026');
  expect(auditValue('rights', ['read', 'send_as'], 'vi', names)).toBe('đọc, gửi với tư cách');
  expect(auditValue('note', { vi: 'một', en: 'one' }, 'en', names)).toBe('one');
  expect(auditValue('filter', { text: 'x', from: '2026-03-01' }, 'vi', names)).toBe('text: x; Từ: 01/03/2026');
});
