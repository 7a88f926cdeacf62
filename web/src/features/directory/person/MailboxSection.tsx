import type { PersonPage } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Quiet, Section } from '../../../ui/page/Section.tsx';
import { MailboxPanel } from '../mailboxes/index.ts';
import { MailboxList } from '../parts/MailboxList.tsx';

/** The person's mailbox: now with all that may be done, on another day as it was. */
export function MailboxSection({ page }: { page: PersonPage }): ReactNode {
  const { id, name, mailboxes, leftOn } = page;
  if (page.at === page.today) {
    return (
      <MailboxPanel
        accountIds={mailboxes.map((one) => one.accountId)}
        known={mailboxes}
        owner={{ personId: id, name }}
        mayMake={page.may.includes('mailbox.change') && (leftOn === null || leftOn > page.today)}
      />
    );
  }
  return (
    <Section title={t('directory.mailbox')} testId="mailboxes">
      {mailboxes.length === 0 ? <Quiet>{t('directory.noOwnMailbox')}</Quiet> : <MailboxList mailboxes={mailboxes} />}
    </Section>
  );
}
