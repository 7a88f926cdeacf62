import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useStore } from '../../../ui/createStore.ts';
import { restoreComposers } from './open.ts';
import { composers } from './state.ts';

const ComposeDock = lazy(() => import('./ComposeDock.tsx'));

/** Everything that is being written. The editor's code is fetched with the first window. */
export function ComposeHost(): ReactNode {
  const any = useStore(composers, (c) => c.length > 0);
  useEffect(restoreComposers, []);
  return <Suspense>{any && <ComposeDock />}</Suspense>;
}
