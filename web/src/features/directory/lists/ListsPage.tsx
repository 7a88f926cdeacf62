import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { PageHead } from '../../../app/area/PageHead.tsx';
import { t } from '../../../app/i18n/index.ts';
import { may } from '../../../app/may.ts';
import { Blank } from '../../../ui/Blank.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { knownMe } from '../../accounts/me.ts';
import { useTitle } from '../useTitle.ts';
import { importsQuery } from './calls.ts';
import { FileDrop } from './FileDrop.tsx';
import { History } from './History.tsx';
import styles from './Lists.module.css';

const templates = [
  ['both', 'lists.templateBoth'],
  ['organisations', 'lists.templateOrganisations'],
  ['people', 'lists.templatePeople'],
] as const;

/** Where lists come in and go out: a new file, templates, what was imported before. */
export function ListsPage(): ReactNode {
  useTitle(t('lists.title'));
  const navigate = useNavigate();
  const me = knownMe();
  const mayCheck = may(me, 'list.check');
  const mayExport = may(me, 'list.export');
  // Who may neither is told by the server who may.
  const list = useQuery({ ...importsQuery, enabled: mayCheck || !mayExport });

  return (
    <article data-testid="lists-page">
      <PageHead
        crumbs={[{ label: t('admin.title'), to: '/admin' }]}
        title={t('lists.title')}
        note={t('lists.note')}
        actions={
          mayExport && (
            <Link to="/admin/lists/export" className={styles.link}>
              <Icon name="download" size={17} />
              {t('lists.export')}
            </Link>
          )
        }
      />
      {!mayCheck && list.error && (
        <Blank icon="alert" title={t('lists.notAllowed')} text={errorText(list.error)} testId="not-allowed" />
      )}
      {mayCheck && (
        <>
          <div className={styles.pad}>
            <FileDrop onUploaded={({ id }) => void navigate({ to: '/admin/lists/$id', params: { id: String(id) } })} />
            <p className={styles.templates}>
              <strong>{t('lists.templates')}</strong>
              {templates.map(([kind, label]) => (
                <a key={kind} href={`/api/lists/template?kind=${kind}`} download data-testid={`template-${kind}`}>
                  {t(label)}
                </a>
              ))}
              <span>{t('lists.templatesHint')}</span>
            </p>
          </div>
          <Section title={t('lists.history')}>
            <History lists={list.data} error={list.error} onRetry={() => void list.refetch()} />
          </Section>
        </>
      )}
    </article>
  );
}
