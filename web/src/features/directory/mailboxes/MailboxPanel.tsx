import type { Mailbox, MailboxState } from '@congvu/contract';
import { useQueries } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { Callout } from '../../../ui/page/Callout.tsx';
import { Quiet, Section } from '../../../ui/page/Section.tsx';
import { mailboxQuery } from './calls.ts';
import { MailboxCard } from './MailboxCard.tsx';
import type { MailboxForm } from './MailboxForms.tsx';
import styles from './MailboxPanel.module.css';
import type { Owner } from './owner.ts';

const MailboxForms = lazy(() => import('./MailboxForms.tsx'));

interface Props {
  accountIds: readonly number[];
  owner: Owner;
  /** Whether the caller may give this owner a mailbox; what may be done with one that is there, the server says of each. */
  mayMake: boolean;
  /** What is known already, shown until the rest is there. */
  known?: readonly MailboxState[];
}

/** The mailboxes of an organisation or a person as they are now: addresses, state, size, and what may be done with them. */
export function MailboxPanel({ accountIds, owner, mayMake, known = [] }: Props): ReactNode {
  const [form, setForm] = useState<MailboxForm | null>(null);
  const found = useQueries({ queries: accountIds.map((id) => mailboxQuery(id)) });
  const open = found.some(({ data }) => data && data.state !== 'closed');
  // Each person has one; an organisation may have more.
  const canMake = mayMake && found.every(({ isPending }) => !isPending) && ('organisationId' in owner || !open);
  return (
    <Section
      title={t('mailbox.title')}
      count={accountIds.length > 1 ? accountIds.length : undefined}
      actions={
        canMake && (
          <Button small icon="plus" onClick={() => setForm({ kind: 'new' })} data-testid="new-mailbox">
            {t(open ? 'mailbox.makeAnother' : 'mailbox.make')}
          </Button>
        )
      }
      testId="mailboxes"
    >
      {accountIds.length === 0 && (
        <Quiet>{t('personId' in owner ? 'mailbox.noneOfPerson' : 'mailbox.noneOfOrganisation')}</Quiet>
      )}
      <ul className={styles.list}>
        {accountIds.map((accountId, i) => (
          <li key={accountId}>
            <One
              query={found[i]!}
              known={known.find((one) => one.accountId === accountId)}
              owner={owner}
              onForm={setForm}
            />
          </li>
        ))}
      </ul>
      <Suspense>{form && <MailboxForms form={form} owner={owner} onClose={() => setForm(null)} />}</Suspense>
    </Section>
  );
}

interface OneProps {
  query: { data: Mailbox | undefined; error: unknown; refetch(): unknown };
  known: MailboxState | undefined;
  owner: Owner;
  onForm(form: MailboxForm): void;
}

function One({ query: { data, error, refetch }, known, owner, onForm }: OneProps): ReactNode {
  if (data) return <MailboxCard mailbox={data} owner={owner} onForm={onForm} />;
  if (!error) return <p className={styles.wait}>{known?.address ?? t('app.loading')}</p>;
  return (
    <Callout tone="error">
      {known?.address && <strong>{known.address}</strong>}
      {errorText(error)}
      <Button small onClick={() => void refetch()}>
        {t('app.retry')}
      </Button>
    </Callout>
  );
}
