import { queryClient } from '../../app/queryClient.ts';
import { treeQuery } from './calls.ts';

/** Asks for the top of the tree while the rest of the code is on its way. */
export function startDirectory(search: string): void {
  const at = new URLSearchParams(search).get('at')?.replaceAll('"', '');
  void queryClient.prefetchQuery(treeQuery(null, at && /^\d{4}-\d\d-\d\d$/.test(at) ? at : undefined));
}
