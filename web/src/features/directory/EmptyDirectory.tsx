import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { t } from '../../app/i18n/index.ts';
import { may } from '../../app/may.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Button } from '../../ui/Button.tsx';
import { meQuery } from '../accounts/me.ts';
import { NewOrganisationForm } from './forms/NewOrganisationForm.tsx';

/** A province that has no organisation yet: how to begin, for those who may. */
export function EmptyDirectory({ testId = 'directory-empty' }: { testId?: string }): ReactNode {
  const { data: me } = useQuery(meQuery);
  const [adding, setAdding] = useState(false);
  return (
    <>
      <Blank icon="tree" title={t('directory.empty')} text={t('directory.emptyHint')} testId={testId}>
        {may(me, 'organisation.change') && (
          <Button kind="primary" icon="plus" onClick={() => setAdding(true)} data-testid="add-first">
            {t('directory.addFirst')}
          </Button>
        )}
      </Blank>
      {adding && <NewOrganisationForm parent={null} onClose={() => setAdding(false)} />}
    </>
  );
}
