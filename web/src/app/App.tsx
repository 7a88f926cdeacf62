import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import viVN from 'antd/locale/vi_VN';
import type { ReactNode } from 'react';
import { Toasts } from '../ui/toasts.tsx';
import { useLanguage } from './i18n/index.ts';
import { queryClient } from './queryClient.ts';
import { router } from './routes.tsx';
import { theme } from './theme.ts';

export function App(): ReactNode {
  const language = useLanguage();
  return (
    <ConfigProvider
      key={language}
      theme={theme}
      locale={language === 'vi' ? viVN : enGB}
      button={{ autoInsertSpace: false }}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </ConfigProvider>
  );
}
