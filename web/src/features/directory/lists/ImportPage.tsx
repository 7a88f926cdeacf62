import type { ListImport } from '@congvu/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { ApiError } from '../../../api/errors.ts';
import { PageHead } from '../../../app/area/PageHead.tsx';
import { t } from '../../../app/i18n/index.ts';
import { Blank } from '../../../ui/Blank.tsx';
import { Button } from '../../../ui/Button.tsx';
import { confirm } from '../../../ui/confirm.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { toast } from '../../../ui/toasts.tsx';
import { useTitle } from '../useTitle.ts';
import { importKey, importQuery, removeList } from './calls.ts';
import { DoneStep } from './DoneStep.tsx';
import { Failure } from './Failure.tsx';
import { moment, StateBadge } from './History.tsx';
import styles from './Lists.module.css';
import { MappingStep } from './MappingStep.tsx';
import { ProgressCard } from './ProgressCard.tsx';
import { ResultStep } from './ResultStep.tsx';
import { type Step, Steps } from './Steps.tsx';

const isBusy = (list: ListImport | undefined) => list?.state.endsWith('ing') ?? false;

/** One list, step by step; each step is where the server says the list stands. */
export function ImportPage(): ReactNode {
  const id = Number(useParams({ from: '/shell/admin/lists/$id' }).id);
  const client = useQueryClient();
  const navigate = useNavigate();
  const { data: list, error } = useQuery({
    ...importQuery(id),
    refetchInterval: ({ state }) => (isBusy(state.data) ? 700 : false),
  });
  const [mapping, setMapping] = useState(false);
  useTitle(list?.fileName ?? t('lists.title'));

  const crumbs = [
    { label: t('admin.title'), to: '/admin' },
    { label: t('lists.title'), to: '/admin/lists' },
  ];
  if (error && !list) {
    const gone = error instanceof ApiError && error.status === 404;
    return <Blank icon="alert" title={gone ? t('lists.notFound') : errorText(error)} />;
  }
  if (!list) return <p className={styles.loading}>{t('app.loading')}</p>;

  const changed = (next: ListImport) => {
    client.setQueryData(importKey(id), next);
    setMapping(false);
  };
  const remove = async () => {
    if (
      !(await confirm({
        title: t('lists.removeAsk'),
        text: t('lists.removeText'),
        ok: t('lists.remove'),
        danger: true,
      }))
    )
      return;
    try {
      await removeList(id);
      client.removeQueries({ queryKey: importKey(id) });
      await navigate({ to: '/admin/lists' });
    } catch (caught) {
      toast(errorText(caught), { tone: 'error' });
    }
  };
  const { state } = list;
  const showsMapping = state === 'read' || (state === 'checked' && mapping);
  return (
    <article data-testid="import-page" data-state={state}>
      <PageHead
        crumbs={crumbs}
        title={list.fileName}
        note={
          <>
            <StateBadge list={list} /> {[list.createdBy, moment(list.createdAt)].filter(Boolean).join(', ')}
          </>
        }
        actions={list.may.check && <Button onClick={() => void remove()}>{t('lists.remove')}</Button>}
      />
      <div className={styles.pad}>
        <Steps now={stepOf(list, showsMapping)} />
        {list.failure && !isBusy(list) && <Failure failure={list.failure} />}
        {isBusy(list) && <ProgressCard list={list} onChanged={changed} />}
      </div>
      {showsMapping && (
        <MappingStep
          list={list}
          onChanged={changed}
          onBack={state === 'checked' ? () => setMapping(false) : undefined}
        />
      )}
      {state === 'checked' && !mapping && (
        <ResultStep list={list} onChanged={changed} onMapping={() => setMapping(true)} />
      )}
      {(state === 'applied' || state === 'undone') && <DoneStep list={list} onChanged={changed} />}
    </article>
  );
}

function stepOf({ state }: ListImport, mapping: boolean): Step {
  if (state === 'read' || mapping) return 'map';
  if (state === 'checking' || state === 'checked') return 'check';
  return state === 'applying' ? 'apply' : 'done';
}
