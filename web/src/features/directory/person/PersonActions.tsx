import type { PersonPage } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { IconLink } from '../../../ui/page/IconLink.tsx';
import { cardPath } from '../calls.ts';
import type { PersonForm } from './PersonForms.tsx';

interface Props {
  page: PersonPage;
  onForm(form: PersonForm): void;
}

/** What one may do with a person; changes only on the present state. */
export function PersonActions({ page, onForm }: Props): ReactNode {
  const may = (rule: string) => page.at === page.today && page.may.includes(rule);
  const left = page.leftOn !== null;
  const items = (): MenuItem[] => [
    ...(may('person.change')
      ? [
          {
            key: 'change',
            label: t('directory.editPerson'),
            icon: 'pen',
            act: () => onForm({ kind: 'change' }),
          } as const,
          {
            key: 'rename',
            label: t('directory.renamePerson'),
            icon: 'user',
            act: () => onForm({ kind: 'rename' }),
          } as const,
        ]
      : []),
    ...(may('appointment.change')
      ? [
          ...(left
            ? []
            : [
                {
                  key: 'appoint',
                  label: t('directory.appoint'),
                  icon: 'plus',
                  act: () => onForm({ kind: 'appoint' }),
                } as const,
              ]),
          { kind: 'divider', key: 'd1' } as const,
          left
            ? ({ key: 'return', label: t('directory.comeBack'), act: () => onForm({ kind: 'return' }) } as const)
            : ({
                key: 'leave',
                label: t('directory.leave'),
                danger: true,
                act: () => onForm({ kind: 'leave' }),
              } as const),
        ]
      : []),
  ];
  return (
    <>
      {items().length > 0 && (
        <Menu label={t('directory.edit')} align="end" items={items}>
          {(opener) => (
            <Button {...opener} icon="pen" data-testid="person-edit">
              {t('directory.edit')}
            </Button>
          )}
        </Menu>
      )}
      <IconLink icon="download" label={t('directory.saveCard')} href={cardPath('people', page.id)} download />
      <IconButton icon="print" label={t('directory.print')} onClick={() => window.print()} />
    </>
  );
}
