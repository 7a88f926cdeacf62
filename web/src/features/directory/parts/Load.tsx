import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ApiError } from '../../../api/errors.ts';
import { t } from '../../../app/i18n/index.ts';
import { Blank } from '../../../ui/Blank.tsx';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import styles from './Load.module.css';

/** A page that waits for its answer, with what to do when there is none. */
export function Load<T>({ query, children }: { query: UseQueryResult<T>; children(data: T): ReactNode }): ReactNode {
  const { data, error, refetch } = query;
  if (data !== undefined) return children(data);
  if (!error) return <p className={styles.wait}>{t('app.loading')}</p>;
  const gone = error instanceof ApiError && (error.status === 404 || error.status === 403);
  return (
    <Blank icon="alert" title={gone ? t('directory.notThere') : t('directory.failed')} text={errorText(error)}>
      {!gone && <Button onClick={() => void refetch()}>{t('app.retry')}</Button>}
    </Blank>
  );
}
