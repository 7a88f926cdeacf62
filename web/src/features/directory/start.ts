import { queryClient } from '../../app/queryClient.ts';
import { treeQuery } from './calls.ts';
import { fewRoots, openAll } from './tree/open.ts';

/** Asks for the top of the tree while the rest of the code is on its way; and for what is drawn opened below it. */
export async function startDirectory(search: string): Promise<void> {
  const asked = new URLSearchParams(search).get('at')?.replaceAll('"', '');
  const at = asked && /^\d{4}-\d\d-\d\d$/.test(asked) ? asked : undefined;
  const { nodes } = await queryClient.fetchQuery(treeQuery(null, at));
  if (nodes.length > fewRoots) return;
  for (const { id } of nodes) void queryClient.prefetchQuery(treeQuery(id, at));
  openAll(nodes.map(({ id }) => id));
}
