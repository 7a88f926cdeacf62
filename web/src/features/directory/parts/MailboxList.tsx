import type { MailboxState } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Badge } from '../../../ui/page/Badge.tsx';
import { Address } from './Address.tsx';

/** Mailboxes with their state. */
export function MailboxList({ mailboxes }: { mailboxes: readonly MailboxState[] }): ReactNode {
  return (
    <ul>
      {mailboxes.map(({ accountId, name, address, state }) => (
        <li key={accountId} data-testid="mailbox">
          {address && state === 'active' ? <Address name={name} address={address} official /> : (address ?? name)}{' '}
          {state !== 'active' && <Badge tone="danger">{t(`directory.mailbox.${state}`)}</Badge>}
        </li>
      ))}
    </ul>
  );
}
