import type { ReactNode } from 'react';
import { Icon } from '../ui/icons.tsx';
import { setLanguage, t, useLanguage } from './i18n/index.ts';
import styles from './LanguageSwitch.module.css';

/** The other language, named in itself. */
export function LanguageSwitch(): ReactNode {
  const language = useLanguage();
  const other = language === 'vi' ? 'en' : 'vi';
  return (
    <button
      type="button"
      className={styles.switch}
      lang={other}
      aria-label={`${t('app.language')}: ${other === 'en' ? 'English' : 'Tiếng Việt'}`}
      data-testid="language-switch"
      onClick={() => void setLanguage(other)}
    >
      <Icon name="globe" size={16} />
      {other === 'en' ? 'English' : 'Tiếng Việt'}
    </button>
  );
}
