import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { currentLanguage, setLanguage, t } from '../../app/i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Menu, type MenuItem } from '../../ui/Menu.tsx';
import { meQuery, signOut } from './me.ts';
import styles from './UserMenu.module.css';

/** Who is signed in, and what they may do with their account. */
export function UserMenu({ onHelp }: { onHelp?(): void }): ReactNode {
  const { data: me } = useQuery(meQuery);
  const navigate = useNavigate();
  if (!me) return null;
  const { person, province } = me;
  const vi = currentLanguage() === 'vi';
  const items = (): MenuItem[] => [
    {
      kind: 'head',
      key: 'who',
      content: (
        <div className={styles.who}>
          <strong>{person.name}</strong>
          <span>{person.address}</span>
          <span>{[person.position, person.organisation].filter(Boolean).join(', ')}</span>
          <span>{province.name}</span>
        </div>
      ),
    },
    { kind: 'divider', key: 'd1' },
    {
      key: 'delegations',
      label: t('user.delegations'),
      icon: 'swap',
      act: () => void navigate({ to: '/directory/delegations' }),
    },
    { key: 'password', label: t('password.change'), icon: 'key', act: () => void navigate({ to: '/password' }) },
    {
      key: 'language',
      label: <span lang={vi ? 'en' : 'vi'}>{vi ? 'English' : 'Tiếng Việt'}</span>,
      icon: 'globe',
      act: () => void setLanguage(vi ? 'en' : 'vi'),
    },
    ...(onHelp ? [{ key: 'keys', label: t('user.shortcuts'), icon: 'keyboard', act: onHelp } as const] : []),
    { kind: 'divider', key: 'd2' },
    { key: 'out', label: t('user.signOut'), icon: 'signOut', act: () => void signOut() },
  ];
  const label = t('user.menu', { name: person.name });
  return (
    <Menu label={label} align="end" items={items}>
      {(opener) => (
        <button type="button" {...opener} className={styles.button} data-testid="user-menu">
          <Avatar name={person.name} seed={person.address} size={34} />
          <span className="visually-hidden">{label}</span>
        </button>
      )}
    </Menu>
  );
}
