import { useEffect } from 'react';
import { t } from '../../app/i18n/index.ts';

/** The browser's title while a page is shown. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title]);
}
