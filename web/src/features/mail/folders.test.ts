import { expect, test } from 'vitest';
import type { Mailbox } from '../../api/jmap/types.ts';
import { folderIcon, folderName, folderRows, plain } from './folders.ts';

const mailbox = (
  id: string,
  name: string,
  role: string | null = null,
  parentId: string | null = null,
  sortOrder = 10,
) => ({ id, name, role, parentId, sortOrder }) as Mailbox;

test('roles come first, then the alphabet, children under their parents', () => {
  const rows = folderRows([
    mailbox('1', 'Ý kiến'),
    mailbox('2', 'Đề án'),
    mailbox('3', 'Trash', 'trash'),
    mailbox('4', 'INBOX', 'inbox'),
    mailbox('5', 'Năm 2026', null, '2'),
    mailbox('6', 'Dự án'),
    mailbox('7', 'Mồ côi', null, 'gone'),
  ]);
  expect(rows.map((r) => `${r.depth}${r.mailbox.id}`)).toEqual(['04', '03', '06', '02', '15', '07', '01']);
});

test('a ring of parents neither hangs nor shows', () => {
  expect(folderRows([mailbox('a', 'A', null, 'b'), mailbox('b', 'B', null, 'a')])).toEqual([]);
});

test('roles are named in Vietnamese', () => {
  expect(folderName(mailbox('1', 'INBOX', 'inbox'))).toBe('Hộp thư đến');
  expect(folderName(mailbox('1', 'Kế hoạch'))).toBe('Kế hoạch');
  expect(folderName(mailbox('1', 'X', 'important'))).toBe('X');
  expect(folderIcon(mailbox('1', 'X', 'important'))).toBe('folder');
});

test('plain text for finding', () => {
  expect(plain('Đề án Hộp Thư')).toBe('de an hop thu');
});
