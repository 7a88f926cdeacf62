import { useQueries } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useStore } from '../../../ui/createStore.ts';
import { type At, treeQuery, treeStep } from '../calls.ts';
import { openBranches } from './open.ts';
import { type Branch, type TreeRow, treeRows } from './rows.ts';

interface Tree {
  rows: TreeRow[];
  /** Fetches the next organisations below one. */
  more(parentId: number | null): void;
  retry(): void;
}

/** The lines of the tree on a day; each branch is fetched when it is opened. */
export function useTree(at: At): Tree {
  const open = useStore(openBranches);
  /** How many steps of each branch are wanted; one when not named. */
  const [steps, setSteps] = useState<ReadonlyMap<number | null, number>>(new Map());
  const asked = useMemo(
    () =>
      [null, ...open].flatMap((parent) =>
        Array.from({ length: steps.get(parent) ?? 1 }, (_, i) => ({ parent, offset: i * treeStep })),
      ),
    [open, steps],
  );
  const results = useQueries({
    // A branch stays drawn while it is fetched anew.
    queries: asked.map(({ parent, offset }) => ({ ...treeQuery(parent, at, offset), placeholderData: undefined })),
  });
  const rows = useMemo(() => {
    const branches = new Map<number | null, Branch>();
    asked.forEach(({ parent }, i) => {
      const { data, isError } = results[i]!;
      const before = branches.get(parent) ?? { nodes: [], total: 0, state: 'ready' };
      branches.set(parent, {
        nodes: data ? [...before.nodes, ...data.nodes] : before.nodes,
        total: data?.total ?? before.total,
        state: isError ? 'failed' : data ? before.state : before.state === 'failed' ? 'failed' : 'loading',
      });
    });
    return treeRows((parent) => branches.get(parent), open);
  }, [asked, results, open]);
  const more = useCallback((parentId: number | null) => {
    setSteps((now) => new Map(now).set(parentId, (now.get(parentId) ?? 1) + 1));
  }, []);
  const retry = () => {
    for (const result of results) if (result.isError) void result.refetch();
  };
  return { rows, more, retry };
}
