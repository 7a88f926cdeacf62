import type { MailboxState } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { Callout } from '../../../ui/page/Callout.tsx';
import { Quiet, Section } from '../../../ui/page/Section.tsx';
import { delegationsQuery } from './calls.ts';
import { DelegateForm } from './DelegateForm.tsx';
import styles from './Delegations.module.css';
import { DelegationTable } from './DelegationTable.tsx';
import { UsesList } from './UsesList.tsx';

interface Props {
  /** A mailbox of the organisation. */
  mailbox: Pick<MailboxState, 'accountId' | 'address'>;
  organisation: string;
}

/** Who may open an organisation's mailbox, and who used it. For those who look after it: the server refuses others. */
export function DelegationsSection({ mailbox, organisation }: Props): ReactNode {
  const { accountId, address } = mailbox;
  const [history, setHistory] = useState(false);
  const [giving, setGiving] = useState(false);
  const { data, error, refetch } = useQuery(delegationsQuery(accountId, history));
  return (
    <Section
      title={t('delegation.title')}
      count={data?.rows.filter((row) => row.state === 'now').length}
      actions={
        <>
          <Button small kind="text" onClick={() => setHistory(!history)} aria-pressed={history}>
            {t(history ? 'delegation.hideEnded' : 'delegation.showEnded')}
          </Button>
          {data && data.grantable.length > 0 && (
            <Button small icon="plus" onClick={() => setGiving(true)} data-testid="delegate">
              {t('delegation.give')}
            </Button>
          )}
        </>
      }
      testId="delegations"
    >
      {error ? (
        <Callout tone="error" row>
          {errorText(error)}
          <Button small onClick={() => void refetch()}>
            {t('app.retry')}
          </Button>
        </Callout>
      ) : !data ? (
        <p className={styles.wait}>{t('app.loading')}</p>
      ) : data.rows.length === 0 ? (
        <Quiet>{t('delegation.nobody')}</Quiet>
      ) : (
        <DelegationTable label={t('delegation.title')} rows={data.rows} without="mailbox" testId="delegation-rows" />
      )}
      <UsesList accountId={accountId} />
      {giving && data && (
        <DelegateForm
          accountId={accountId}
          mailbox={address ? `${organisation} · ${address}` : organisation}
          found={data}
          onClose={() => setGiving(false)}
        />
      )}
    </Section>
  );
}
