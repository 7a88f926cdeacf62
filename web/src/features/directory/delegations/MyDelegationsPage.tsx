import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PageHead } from '../../../app/area/PageHead.tsx';
import { t } from '../../../app/i18n/index.ts';
import { Quiet, Section } from '../../../ui/page/Section.tsx';
import { Load } from '../parts/Load.tsx';
import { useTitle } from '../useTitle.ts';
import { myDelegationsQuery } from './calls.ts';
import { DelegationTable } from './DelegationTable.tsx';

/** The mailboxes of organisations that are open to who looks, and what they have opened to others. */
export function MyDelegationsPage(): ReactNode {
  const query = useQuery(myDelegationsQuery);
  useTitle(t('delegation.mine'));
  return (
    <article data-testid="my-delegations">
      <PageHead title={t('delegation.mine')} note={t('delegation.mineNote')} />
      <Load query={query}>
        {({ toMe, byMe }) => (
          <>
            <Section title={t('delegation.toMe')} count={toMe.filter((row) => row.state === 'now').length}>
              {toMe.length === 0 ? (
                <Quiet>{t('delegation.noneToMe')}</Quiet>
              ) : (
                <DelegationTable label={t('delegation.toMe')} rows={toMe} without="person" testId="to-me" />
              )}
            </Section>
            <Section title={t('delegation.byMe')} count={byMe.length}>
              {byMe.length === 0 ? (
                <Quiet>{t('delegation.noneByMe')}</Quiet>
              ) : (
                <DelegationTable label={t('delegation.byMe')} rows={byMe} testId="by-me" />
              )}
            </Section>
          </>
        )}
      </Load>
    </article>
  );
}
