import type { OrganisationPage } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import { IconLink } from '../../../ui/page/IconLink.tsx';
import { cardPath } from '../calls.ts';
import type { OrganisationForm } from './OrganisationForms.tsx';

interface Props {
  page: OrganisationPage;
  onForm(form: OrganisationForm): void;
}

/** What one may do with an organisation; changes only on its present state, and only for those who may. */
export function OrganisationActions({ page, onForm }: Props): ReactNode {
  const now = page.at === page.today;
  const may = (rule: string) => now && page.may.includes(rule);
  const changes = may('organisation.change');
  const lives = page.state !== 'ended';
  const items = (): MenuItem[] => [
    ...(changes && lives
      ? [
          { key: 'change', label: t('directory.change'), icon: 'pen', act: () => onForm({ kind: 'change' }) } as const,
          { key: 'move', label: t('directory.move'), icon: 'swap', act: () => onForm({ kind: 'move' }) } as const,
          { key: 'unit', label: t('directory.addUnit'), icon: 'tree', act: () => onForm({ kind: 'unit' }) } as const,
        ]
      : []),
    ...(may('person.change') && may('appointment.change') && lives
      ? [
          {
            key: 'person',
            label: t('directory.addPerson'),
            icon: 'user',
            act: () => onForm({ kind: 'person' }),
          } as const,
        ]
      : []),
    ...(changes && lives
      ? [
          { kind: 'divider', key: 'd1' } as const,
          { key: 'merge', label: t('directory.merge'), act: () => onForm({ kind: 'merged' }) } as const,
          { key: 'split', label: t('directory.split'), act: () => onForm({ kind: 'split' }) } as const,
          {
            key: 'end',
            label: t('directory.dissolve'),
            danger: true,
            act: () => onForm({ kind: 'dissolved' }),
          } as const,
        ]
      : []),
    // An ended one as well: founded by mistake and then dissolved.
    ...(changes && page.units === 0 && page.peopleTotal === 0 && page.mailboxes.length === 0
      ? [
          {
            key: 'unfound',
            label: t('directory.unfound'),
            danger: true,
            act: () => onForm({ kind: 'unfound' }),
          } as const,
        ]
      : []),
  ];
  return (
    <>
      {items().length > 0 && (
        <Menu label={t('directory.edit')} align="end" items={items}>
          {(opener) => (
            <Button {...opener} icon="pen" data-testid="organisation-edit">
              {t('directory.edit')}
            </Button>
          )}
        </Menu>
      )}
      <IconLink icon="download" label={t('directory.saveCard')} href={cardPath('organisations', page.id)} download />
      <IconButton icon="print" label={t('directory.print')} onClick={() => window.print()} />
    </>
  );
}
