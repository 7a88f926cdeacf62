import { useQuery } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '../../app/i18n/index.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Button } from '../../ui/Button.tsx';
import { errorText } from '../../ui/errorText.ts';
import { lastPlace } from './lastPlace.ts';
import { accountsOf, sessionQuery } from './session.ts';
import { useMailboxes } from './store/hooks.ts';

/** Leads to the folder that was open last, else to the person's own inbox. */
export function MailHome(): ReactNode {
  const { data: session, error, refetch } = useQuery(sessionQuery);
  const place = lastPlace();
  const own = accountsOf(session)[0];
  const mailboxes = useMailboxes(own?.id ?? '');
  if (error) {
    return (
      <Blank icon="alert" title={t('read.failed')} text={errorText(error)}>
        <Button onClick={() => void refetch()}>{t('app.retry')}</Button>
      </Blank>
    );
  }
  if (place && (!session || session.accounts[place.accountId])) {
    return <Navigate to="/mail/$accountId/$mailboxId/{-$threadId}" params={place} replace />;
  }
  const inbox = mailboxes?.find((m) => m.role === 'inbox') ?? mailboxes?.[0];
  if (!own || !inbox) return null;
  const params = { accountId: own.id, mailboxId: inbox.id };
  return <Navigate to="/mail/$accountId/$mailboxId/{-$threadId}" params={params} replace />;
}
