import type { OrganisationPage } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Quiet, Section } from '../../../ui/page/Section.tsx';
import { MailboxList } from '../parts/MailboxList.tsx';

/** The organisation's mailboxes as they were on the day. */
export function MailboxSection({ page }: { page: OrganisationPage }): ReactNode {
  return (
    <Section title={t('directory.mailbox')} testId="mailboxes">
      {page.mailboxes.length === 0 ? (
        <Quiet>{t('directory.noMailbox')}</Quiet>
      ) : (
        <MailboxList mailboxes={page.mailboxes} />
      )}
    </Section>
  );
}
