import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { Toasts } from '../ui/toasts.tsx';
import { useLanguage } from './i18n/index.ts';
import { queryClient } from './queryClient.ts';
import { router } from './routes.tsx';

function App(): ReactNode {
  const language = useLanguage();
  return (
    <QueryClientProvider client={queryClient}>
      <Fragment key={language}>
        <RouterProvider router={router} />
        <Toasts />
      </Fragment>
    </QueryClientProvider>
  );
}

export function mount(root: HTMLElement): void {
  createRoot(root).render(<App />);
}
