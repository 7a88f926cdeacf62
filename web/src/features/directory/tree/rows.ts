import type { TreeNode } from '@congvu/contract';

/** A line of the tree as it is drawn. */
export type TreeRow =
  | {
      type: 'node';
      key: string;
      node: TreeNode;
      depth: number;
      open: boolean;
      parentId: number | null;
      /** Of its siblings, from 1. */
      place: number;
      siblings: number;
    }
  | { type: 'loading'; key: string; depth: number }
  | { type: 'failed'; key: string; depth: number; parentId: number | null }
  | { type: 'more'; key: string; depth: number; parentId: number | null; left: number };

/** What is known of the organisations below one. */
export interface Branch {
  nodes: readonly TreeNode[];
  total: number;
  state: 'ready' | 'loading' | 'failed';
}

/** The lines of all open branches, from the top. */
export function treeRows(
  branchOf: (parentId: number | null) => Branch | undefined,
  open: ReadonlySet<number>,
): TreeRow[] {
  const rows: TreeRow[] = [];
  const walk = (parentId: number | null, depth: number, seen: ReadonlySet<number>) => {
    const branch = branchOf(parentId);
    if (!branch || (branch.state === 'loading' && branch.nodes.length === 0)) {
      rows.push({ type: 'loading', key: `loading-${parentId}`, depth });
      return;
    }
    branch.nodes.forEach((node, i) => {
      const isOpen = node.units > 0 && open.has(node.id) && !seen.has(node.id);
      const key = String(node.id);
      rows.push({ type: 'node', key, node, depth, open: isOpen, parentId, place: i + 1, siblings: branch.total });
      if (isOpen) walk(node.id, depth + 1, new Set([...seen, node.id]));
    });
    if (branch.state === 'failed') rows.push({ type: 'failed', key: `failed-${parentId}`, depth, parentId });
    else if (branch.nodes.length < branch.total) {
      const left = branch.total - branch.nodes.length;
      rows.push({ type: 'more', key: `more-${parentId}`, depth, parentId, left });
    }
  };
  walk(null, 0, new Set());
  return rows;
}

/** Without diacritics, lower case. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/gi, 'd')
    .toLowerCase();

/**
 * The next line whose name, short name or one of whose words begins with what is typed, from `from` on and round.
 * Answers its index, or -1.
 */
export function findTyped(rows: readonly TreeRow[], typed: string, from: number): number {
  const wanted = fold(typed.trim());
  if (wanted === '') return -1;
  for (const whole of [true, false]) {
    for (let step = 0; step < rows.length; step += 1) {
      const i = (from + step) % rows.length;
      const row = rows[i]!;
      if (row.type !== 'node') continue;
      const names = [fold(row.node.name), fold(row.node.shortName ?? '')];
      if (names.some((name) => (whole ? name.startsWith(wanted) : name.includes(` ${wanted}`)))) return i;
    }
  }
  return -1;
}
