import type { ReactNode } from 'react';
import { t } from '../../app/i18n/index.ts';
import { LanguageSwitch } from '../../app/LanguageSwitch.tsx';
import AntdProvider from '../../ui/AntdProvider.tsx';
import { Logo } from '../../ui/Logo.tsx';
import styles from './AuthFrame.module.css';
import { Drum } from './Drum.tsx';

/** The frame of the pages before the mail: the house on the left, the form on the right. */
export function AuthFrame({ title, children }: { title: string; children: ReactNode }): ReactNode {
  const points = [t('signIn.point1'), t('signIn.point2'), t('signIn.point3')];
  return (
    <div className={styles.frame}>
      <aside className={styles.house}>
        <Drum />
        <div className={styles.brand}>
          <Logo size={40} />
          <span className={styles.name}>{t('app.name')}</span>
        </div>
        <div className={styles.words}>
          <p className={styles.claim}>{t('signIn.panel')}</p>
          <p className={styles.lead}>{t('signIn.panelText')}</p>
          <ul className={styles.points}>
            {points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </div>
        <p className={styles.secret}>{t('signIn.secret')}</p>
      </aside>
      <main className={`${styles.side} scroll`}>
        <div className={styles.corner}>
          <LanguageSwitch />
        </div>
        <div className={styles.form}>
          <div className={styles.smallBrand}>
            <Logo size={36} />
            <span>{t('app.name')}</span>
          </div>
          <h1 className={styles.title}>{title}</h1>
          <AntdProvider>{children}</AntdProvider>
        </div>
        <p className={styles.smallSecret}>{t('signIn.secret')}</p>
      </main>
    </div>
  );
}
