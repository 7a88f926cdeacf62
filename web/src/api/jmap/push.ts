import type { StateChange } from './types.ts';

export type PushState = 'connecting' | 'live' | 'lost';

/**
 * Listens to the server's push (RFC 8620 §7.3). The browser reconnects by itself after a broken connection; after an
 * HTTP error it gives up, so a fresh source is made with a growing wait.
 */
export function listen(onChange: (change: StateChange) => void, onState: (state: PushState) => void): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wait = 1_000;
  let closed = false;

  const open = () => {
    if (closed) return;
    source = new EventSource('/jmap/eventsource?types=*&closeafter=no&ping=30');
    source.onopen = () => {
      wait = 1_000;
      onState('live');
    };
    source.addEventListener('state', (event) => {
      const change = JSON.parse((event as MessageEvent<string>).data) as StateChange;
      if (change.changed) onChange(change);
    });
    source.onerror = () => {
      onState('lost');
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = setTimeout(open, wait);
      wait = Math.min(wait * 2, 60_000);
    };
  };
  open();

  return () => {
    closed = true;
    clearTimeout(timer);
    source?.close();
  };
}
