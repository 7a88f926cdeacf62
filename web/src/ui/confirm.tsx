import { lazy, type ReactNode, Suspense } from 'react';
import { createStore, useStore } from './createStore.ts';

export interface Question {
  title: string;
  text?: ReactNode;
  ok: string;
  cancel?: string;
  danger?: boolean;
}

export interface Asked extends Question {
  answer(yes: boolean): void;
}

const asked = createStore<Asked | null>(null);
const ConfirmDialog = lazy(() => import('./ConfirmDialog.tsx'));

/** Asks in a dialog; true if the person agrees. */
export function confirm(question: Question): Promise<boolean> {
  return new Promise((resolve) => {
    asked.get()?.answer(false);
    const answer = (yes: boolean) => {
      asked.set(null);
      resolve(yes);
    };
    asked.set({ ...question, answer });
  });
}

/** Where the dialogs of `confirm` appear. */
export function Confirms(): ReactNode {
  const question = useStore(asked);
  return (
    question && (
      <Suspense>
        <ConfirmDialog {...question} />
      </Suspense>
    )
  );
}
