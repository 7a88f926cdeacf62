import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Icon } from '../../../ui/icons.tsx';
import { statusQuery } from '../HeldNotice.tsx';
import { isAddress } from './addresses.ts';
import { recipientsOf } from './draftEmail.ts';
import styles from './Fields.module.css';
import type { Window } from './model.ts';
import { useSenders } from './senders.ts';

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Says beforehand that mail to the outside is held, where it is. */
export function HeldHint({ window: w }: { window: Window }): ReactNode {
  const { data: status } = useQuery(statusQuery);
  const senders = useSenders();
  if (status?.outbound !== 'held' || !senders) return null;
  const inside = senders.map((s) => domainOf(s.email));
  const isOutside = (address: string) => {
    const domain = domainOf(address);
    return !inside.some((d) => domain === d || domain.endsWith(`.${d}`));
  };
  if (!recipientsOf(w).some((a) => isAddress(a.email) && isOutside(a.email))) return null;
  return (
    <p className={styles.held} data-testid="compose-held">
      <Icon name="pause" size={17} />
      {t('compose.heldOutside')}
    </p>
  );
}
