import type { TreeNode } from '@congvu/contract';
import { expect, test } from 'vitest';
import { type Branch, findTyped, treeRows } from './rows.ts';

const node = (id: number, name: string, units = 0): TreeNode => ({
  id,
  name,
  shortName: null,
  kind: 'office',
  units,
  people: 0,
});
const ready = (nodes: TreeNode[], total = nodes.length): Branch => ({ nodes, total, state: 'ready' });
const branches = new Map<number | null, Branch>([
  [null, ready([node(1, 'Ủy ban nhân dân tỉnh', 3)])],
  [1, ready([node(2, 'Sở Nội vụ', 1), node(3, 'Sở Y tế', 1)], 5)],
  [2, ready([node(4, 'Phòng Đào tạo')])],
]);
const rows = (...open: number[]) => treeRows((id) => branches.get(id), new Set(open));
const shown = (list: ReturnType<typeof rows>) =>
  list.map((row) => `${row.depth} ${row.type === 'node' ? row.node.name : row.type}`);

test('open branches are drawn below their organisation, with what is yet to come', () => {
  expect(shown(rows())).toEqual(['0 Ủy ban nhân dân tỉnh']);
  expect(shown(rows(1, 2, 3))).toEqual([
    '0 Ủy ban nhân dân tỉnh',
    '1 Sở Nội vụ',
    '2 Phòng Đào tạo',
    '1 Sở Y tế',
    '2 loading',
    '1 more',
  ]);
});

test('what is typed finds names and words, with and without marks, round the end', () => {
  const list = rows(1, 2);
  expect(findTyped(list, 'so y', 0)).toBe(3);
  expect(findTyped(list, 'sở', 2)).toBe(3);
  expect(findTyped(list, 'dao tao', 0)).toBe(2);
  expect(findTyped(list, 'uy', 2)).toBe(0);
  expect(findTyped(list, 'x', 0)).toBe(-1);
});
