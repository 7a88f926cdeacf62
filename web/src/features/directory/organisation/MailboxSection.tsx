import type { OrganisationPage } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Quiet, Section } from '../../../ui/page/Section.tsx';
import { DelegationsSection } from '../delegations/index.ts';
import { MailboxPanel } from '../mailboxes/index.ts';
import { MailboxList } from '../parts/MailboxList.tsx';

/** The organisation's mailboxes: now with all that may be done, on another day as they were. */
export function MailboxSection({ page }: { page: OrganisationPage }): ReactNode {
  const { id, name, mailboxes } = page;
  if (page.at === page.today) {
    const official = mailboxes.find((one) => one.state !== 'closed');
    return (
      <>
        <MailboxPanel
          accountIds={mailboxes.map((one) => one.accountId)}
          known={mailboxes}
          owner={{ organisationId: id, name }}
          mayMake={page.may.includes('mailbox.change') && page.state === 'in-force'}
        />
        {official && page.may.includes('delegation.read') && (
          <DelegationsSection mailbox={official} organisation={name} />
        )}
      </>
    );
  }
  return (
    <Section title={t('directory.mailbox')} testId="mailboxes">
      {mailboxes.length === 0 ? <Quiet>{t('directory.noMailbox')}</Quiet> : <MailboxList mailboxes={mailboxes} />}
    </Section>
  );
}
