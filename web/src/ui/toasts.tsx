import type { ReactNode } from 'react';
import { t } from '../app/i18n/index.ts';
import { createStore, useStore } from './createStore.ts';
import { IconButton } from './IconButton.tsx';
import styles from './toasts.module.css';

interface Toast {
  id: number;
  text: string;
  tone: 'plain' | 'error';
  group: string | undefined;
  action?: { label: string; act: () => void } | undefined;
}

const toasts = createStore<readonly Toast[]>([]);
let serial = 0;

export interface ToastOptions {
  tone?: Toast['tone'];
  action?: Toast['action'];
  /** A later one of the same group takes its place. */
  group?: string;
  /** Milliseconds; errors stay longer. */
  lasts?: number;
}

/** Tells something in passing, with at most one action. Returns what takes it away. */
export function toast(text: string, options: ToastOptions = {}): () => void {
  const id = (serial += 1);
  const tone = options.tone ?? 'plain';
  // More than three cover the page: the oldest give way.
  const { action, group } = options;
  toasts.set((now) => {
    const others = now.filter((x) => group === undefined || x.group !== group);
    return [...others.slice(-2), { id, text, tone, group, action }];
  });
  const remove = () => toasts.set((now) => now.filter((x) => x.id !== id));
  const timer = setTimeout(remove, options.lasts ?? (tone === 'error' ? 9_000 : 6_000));
  return () => {
    clearTimeout(timer);
    remove();
  };
}

export function Toasts(): ReactNode {
  const shown = useStore(toasts);
  const remove = (id: number) => toasts.set((now) => now.filter((x) => x.id !== id));
  return (
    <section className={styles.stack} aria-live="polite" aria-relevant="additions" data-testid="toasts">
      {shown.map(({ id, text, tone, action }) => (
        <div key={id} className={`${styles.toast} ${tone === 'error' ? styles.error : ''}`}>
          <span className={styles.text}>{text}</span>
          {action && (
            <button
              type="button"
              className={styles.action}
              data-testid="toast-action"
              onClick={() => {
                remove(id);
                action.act();
              }}
            >
              {action.label}
            </button>
          )}
          <IconButton
            icon="close"
            size={15}
            label={t('app.close')}
            onClick={() => remove(id)}
            className={styles.close!}
          />
        </div>
      ))}
    </section>
  );
}
