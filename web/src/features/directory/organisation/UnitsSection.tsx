import type { OrganisationPage } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { useAt } from '../at.ts';
import { treeQuery } from '../calls.ts';
import type { OrganisationForm } from './OrganisationForms.tsx';
import { UnitList } from './UnitList.tsx';
import styles from './UnitsSection.module.css';

/** More than these are shown when asked for. */
const first = 60;

interface Props {
  page: OrganisationPage;
  onForm(form: OrganisationForm): void;
}

/** The organisations directly below. */
export function UnitsSection({ page, onForm }: Props): ReactNode {
  const { data } = useQuery({ ...treeQuery(page.id, useAt()), enabled: page.units > 0 });
  const [all, setAll] = useState(false);
  const changes = page.at === page.today && page.may.includes('organisation.change') && page.state !== 'ended';
  if (page.units === 0 && !changes) return null;
  const add = changes && (
    <Button small icon="plus" onClick={() => onForm({ kind: 'unit' })} data-testid="add-unit">
      {t('directory.addUnit')}
    </Button>
  );
  const nodes = data?.nodes ?? [];
  return (
    <Section title={t('directory.units')} count={page.units || undefined} actions={add} testId="units">
      <UnitList nodes={all ? nodes : nodes.slice(0, first)} />
      {!all && nodes.length > first && (
        <Button className={styles.more ?? ''} onClick={() => setAll(true)}>
          {t('directory.moreUnits', { n: nodes.length - first })}
        </Button>
      )}
    </Section>
  );
}
