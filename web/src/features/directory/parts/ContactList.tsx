import type { ContactAddressEntry } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { confirm } from '../../../ui/confirm.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { showDay } from '../../../ui/form/day.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { directory } from '../calls.ts';
import { Address } from './Address.tsx';
import styles from './ContactList.module.css';
import { done } from './undoToast.ts';

interface Props {
  contacts: readonly ContactAddressEntry[];
  /** Whose they are. */
  name: string;
  changes: boolean;
}

/** Addresses outside the province's system, each marked unofficial. */
export function ContactList({ contacts, name, changes }: Props): ReactNode {
  if (contacts.length === 0) return null;
  const end = async ({ id, address }: ContactAddressEntry) => {
    const agreed = await confirm({
      title: t('directory.endContactTitle', { address }),
      text: t('directory.endContactText'),
      ok: t('directory.endContact'),
      danger: true,
    });
    if (!agreed) return;
    try {
      await done(t('directory.contactEnded', { address }), await directory.endContact(id));
    } catch (error) {
      toast(errorText(error), { tone: 'error' });
    }
  };
  return (
    <ul className={styles.list} aria-label={t('directory.contacts')} data-testid="contacts">
      {contacts.map((contact) => (
        <li key={contact.id}>
          <Address name={name} address={contact.address} official={false} />
          <small>
            {t(`directory.contact.${contact.kind}`)}
            {contact.note && ` · ${contact.note}`} · {t('directory.since', { day: showDay(contact.from) })}
          </small>
          {changes && (
            <IconButton icon="close" size={15} label={t('directory.endContact')} onClick={() => void end(contact)} />
          )}
        </li>
      ))}
    </ul>
  );
}
