import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Blank } from '../ui/Blank.tsx';
import { Button } from '../ui/Button.tsx';
import { t } from './i18n/index.ts';

/** Shown only when something takes longer than a blink. */
export function PendingPage(): ReactNode {
  return <span className="visually-hidden">{t('app.loading')}</span>;
}

export function NotFoundPage(): ReactNode {
  return (
    <main style={{ height: '100%' }}>
      <Blank icon="mail" title={t('app.notFound')}>
        <Link to="/mail">{t('role.inbox')}</Link>
      </Blank>
    </main>
  );
}

/** A fault of the page itself. What was being written stays in this browser. */
export function FaultPage({ error }: { error: unknown }): ReactNode {
  console.error(error);
  return (
    <main style={{ height: '100%' }}>
      <Blank icon="alert" title={t('app.fault')} text={t('app.faultHint')}>
        <Button kind="primary" onClick={() => location.reload()}>
          {t('app.reload')}
        </Button>
      </Blank>
    </main>
  );
}
