import { ConfigProvider } from 'antd';
import enGB from 'antd/locale/en_GB';
import viVN from 'antd/locale/vi_VN';
import type { ReactNode } from 'react';
import { useLanguage } from '../app/i18n/index.ts';
import { theme } from '../app/theme.ts';

/**
 * Ant Design in our looks and language. Around what uses it, not around the page: list and message come without it, and
 * so come sooner.
 */
export default function AntdProvider({ children }: { children: ReactNode }): ReactNode {
  const vi = useLanguage() === 'vi';
  return (
    <ConfigProvider theme={theme} locale={vi ? viVN : enGB} button={{ autoInsertSpace: false }}>
      {children}
    </ConfigProvider>
  );
}
