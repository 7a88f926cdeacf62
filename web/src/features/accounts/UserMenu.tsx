import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Dropdown } from 'antd';
import type { ReactNode } from 'react';
import { currentLanguage, setLanguage, t } from '../../app/i18n/index.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Icon } from '../../ui/icons.tsx';
import { meQuery, signOut } from './me.ts';
import styles from './UserMenu.module.css';

/** Who is signed in, and what they may do with their account. */
export function UserMenu({ onHelp }: { onHelp(): void }): ReactNode {
  const { data: me } = useQuery(meQuery);
  const navigate = useNavigate();
  if (!me) return null;
  const { person, province } = me;
  const vi = currentLanguage() === 'vi';
  const items = [
    {
      key: 'who',
      type: 'group' as const,
      label: (
        <div className={styles.who}>
          <strong>{person.name}</strong>
          <span>{person.address}</span>
          <span>{[person.position, person.organisation].filter(Boolean).join(', ')}</span>
          <span>{province.name}</span>
        </div>
      ),
    },
    { type: 'divider' as const },
    {
      key: 'password',
      label: t('password.change'),
      icon: <Icon name="key" size={17} />,
      onClick: () => void navigate({ to: '/password' }),
    },
    {
      key: 'language',
      label: <span lang={vi ? 'en' : 'vi'}>{vi ? 'English' : 'Tiếng Việt'}</span>,
      icon: <Icon name="globe" size={17} />,
      onClick: () => void setLanguage(vi ? 'en' : 'vi'),
    },
    { key: 'keys', label: t('user.shortcuts'), icon: <Icon name="keyboard" size={17} />, onClick: onHelp },
    { type: 'divider' as const },
    {
      key: 'out',
      label: t('user.signOut'),
      icon: <Icon name="signOut" size={17} />,
      onClick: () => void signOut(),
    },
  ];
  return (
    <Dropdown menu={{ items, className: styles.menu ?? '' }} trigger={['click']} placement="bottomRight">
      <button
        type="button"
        className={styles.button}
        aria-label={t('user.menu', { name: person.name })}
        data-testid="user-menu"
      >
        <Avatar name={person.name} seed={person.address} size={34} />
      </button>
    </Dropdown>
  );
}
