import { useEffect } from 'react';
import { listen, type PushState } from '../../api/jmap/push.ts';
import { createStore } from '../../ui/createStore.ts';
import { onStateChange, syncAll } from './store/sync.ts';

/** Whether the server's push reaches the page. */
export const pushState = createStore<PushState>('connecting');

/** Keeps the mail live while the page is open. */
export function useLive(): void {
  useEffect(() => {
    const stop = listen(onStateChange, (next) => {
      // Changes during a break were not pushed: ask for them.
      if (next === 'live' && pushState.get() === 'lost') syncAll();
      pushState.set(next);
    });
    // A computer that slept may hold a dead connection for minutes.
    const wake = () => document.visibilityState === 'visible' && syncAll();
    let hiddenAt = 0;
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') hiddenAt = Date.now();
      else if (Date.now() - hiddenAt > 60_000) wake();
    };
    document.addEventListener('visibilitychange', onVisibility);
    // The browser knows sooner than the connection does.
    const onOffline = () => pushState.set('lost');
    const onOnline = () => {
      pushState.set('connecting');
      syncAll();
    };
    window.addEventListener('offline', onOffline);
    window.addEventListener('online', onOnline);
    return () => {
      stop();
      document.removeEventListener('visibilitychange', onVisibility);
      window.removeEventListener('offline', onOffline);
      window.removeEventListener('online', onOnline);
    };
  }, []);
}
