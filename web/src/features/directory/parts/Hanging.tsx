import { type HangingThings, type Role, roleNames } from '@congvu/contract';
import type { ReactNode } from 'react';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { Badge } from '../../../ui/page/Badge.tsx';
import styles from './Hanging.module.css';
import { OrganisationLink, PersonLink } from './links.tsx';

/** What goes on by itself after somebody left or an organisation ended, to be seen to. */
export function Hanging({ hanging }: { hanging: HangingThings }): ReactNode {
  const { mailboxes, delegations, roles } = hanging;
  const language = currentLanguage();
  return (
    <ul className={styles.list} data-testid="hanging">
      {mailboxes.map((box) => (
        <li key={`m${box.accountId}`}>
          {t('directory.hangingMailbox')} <strong>{box.address ?? box.name}</strong>{' '}
          {box.state === 'locked' && <Badge tone="danger">{t('directory.mailbox.locked')}</Badge>}
        </li>
      ))}
      {delegations.map((one) => (
        <li key={`d${one.delegationId}`}>
          {t('directory.hangingDelegation', { mailbox: one.mailbox })}{' '}
          <PersonLink id={one.personId}>{one.person}</PersonLink>
        </li>
      ))}
      {roles.map((one) => (
        <li key={`r${one.role}-${one.personId}-${one.organisationId}`}>
          {t('directory.hangingRole', { role: roleNames[one.role as Role]?.[language] ?? one.role })}{' '}
          <PersonLink id={one.personId}>{one.person}</PersonLink>
          {one.organisationId !== null && (
            <>
              {' · '}
              <OrganisationLink id={one.organisationId}>{one.organisation}</OrganisationLink>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Told right after it came to be. */
export function HangingDialog({
  hanging,
  title,
  onClose,
}: {
  hanging: HangingThings;
  title: string;
  onClose(): void;
}): ReactNode {
  return (
    <FormDialog
      title={title}
      submit={t('directory.understood')}
      sole
      onSubmit={async () => onClose()}
      onClose={onClose}
    >
      <p>{t('directory.hangingIntro')}</p>
      <Hanging hanging={hanging} />
    </FormDialog>
  );
}
