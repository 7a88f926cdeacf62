import type { KeyboardEvent, ReactNode } from 'react';
import type { EmailAddress } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { Icon } from '../../../ui/icons.tsx';
import { displayName, isAddress } from './addresses.ts';
import styles from './Chip.module.css';

interface Props {
  address: EmailAddress;
  onRemove(): void;
  onEdit(): void;
}

/** One recipient. Arrows go from chip to chip, Enter edits, Delete and Backspace remove. */
export function Chip({ address, onRemove, onEdit }: Props): ReactNode {
  const name = displayName(address);
  const valid = isAddress(address.email);
  const label = valid ? name : t('compose.badAddress', { address: name });

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowLeft: 'previousElementSibling', ArrowRight: 'nextElementSibling' }[event.key] as
      | 'previousElementSibling'
      | 'nextElementSibling'
      | undefined;
    if (step) {
      const item = event.currentTarget.closest('li')?.[step];
      item?.querySelector<HTMLElement>('[data-chip], input')?.focus();
    } else if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
    else return;
    event.preventDefault();
  };

  return (
    <li
      className={`${styles.chip} ${valid ? '' : styles.bad}`}
      title={valid ? address.email : label}
      data-testid="recipient"
    >
      <button
        type="button"
        data-chip
        tabIndex={-1}
        className={styles.name}
        aria-label={t('compose.editRecipient', { name: valid && address.name ? `${name}, ${address.email}` : label })}
        onDoubleClick={onEdit}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return onKeyDown(event);
          event.preventDefault();
          onEdit();
        }}
      >
        {name}
      </button>
      <button
        type="button"
        tabIndex={-1}
        className={styles.remove}
        aria-label={t('compose.removeRecipient', { name })}
        onClick={onRemove}
      >
        <Icon name="close" size={12} strokeWidth={2.2} />
      </button>
    </li>
  );
}
