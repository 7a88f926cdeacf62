import type { PublicDirectory } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { PageHead } from '../../app/area/PageHead.tsx';
import { currentLanguage, type MessageKey, t } from '../../app/i18n/index.ts';
import { Blank } from '../../ui/Blank.tsx';
import { Button } from '../../ui/Button.tsx';
import { errorText } from '../../ui/errorText.ts';
import { Callout } from '../../ui/page/Callout.tsx';
import { Facts, Section } from '../../ui/page/Section.tsx';
import { kindsQuery } from '../directory/calls.ts';
import { publicDirectoryQuery } from './calls.ts';
import { EmbedSection } from './EmbedSection.tsx';
import { KeysSection } from './KeysSection.tsx';
import styles from './PublicPage.module.css';

/** What everyone may see of the directory, how a portal shows it, and who may fetch it with addresses. */
export function PublicPage(): ReactNode {
  const query = useQuery(publicDirectoryQuery);
  const { data } = query;
  if (query.isError)
    return (
      <Blank icon="alert" title={t('public.title')} text={errorText(query.error)}>
        <Button onClick={() => void query.refetch()}>{t('app.retry')}</Button>
      </Blank>
    );
  return (
    <>
      <PageHead
        crumbs={[{ label: t('admin.title'), to: '/admin' }]}
        title={t('public.title')}
        note={t('public.note')}
        actions={
          data?.rule && (
            <a className={styles.open} href={data.path} target="_blank" rel="noopener">
              {t('public.open')}
            </a>
          )
        }
      />
      <div className={styles.body} data-testid="public-directory" aria-busy={query.isPending}>
        {data && !data.rule && <Callout tone="info">{t('public.none')}</Callout>}
        {data?.rule && (
          <>
            <Published data={data} />
            <EmbedSection path={data.path} />
            <Downloads path={data.path} />
            <KeysSection />
          </>
        )}
      </div>
    </>
  );
}

function Published({ data }: { data: PublicDirectory }): ReactNode {
  const kinds = useQuery(kindsQuery).data?.kinds ?? [];
  const language = currentLanguage();
  const rule = data.rule!;
  const names = rule.kinds.map((kind) => kinds.find((one) => one.kind === kind)?.name[language] ?? kind);
  const { organisations, officials, added, withheld } = data.counts;
  return (
    <Section title={t('public.published')}>
      <Facts
        items={[
          [t('public.organisations'), t('public.organisationsText', { n: organisations, kinds: names.join(', ') })],
          [
            t('public.officials'),
            [
              t('public.officialsText', { n: officials }),
              rule.heads ? t('public.heads') : '',
              rule.positions.join(', '),
            ]
              .filter(Boolean)
              .join(' · '),
          ],
          [t('public.byHand'), added + withheld > 0 ? t('public.byHandText', { added, withheld }) : null],
          [t('public.fields'), rule.fields.map((field) => t(`public.field.${field}` as MessageKey)).join(', ')],
          [t('public.cite'), rule.cite?.text ?? null],
        ]}
      />
      <p className={styles.hint}>{t('public.ruleHint')}</p>
    </Section>
  );
}

function Downloads({ path }: { path: string }): ReactNode {
  const files = ['csv', 'json'] as const;
  return (
    <Section title={t('public.data')}>
      <p className={styles.text}>{t('public.dataText')}</p>
      <ul className={styles.files}>
        {files.map((kind) => (
          <li key={kind}>
            <a href={`${path}/du-lieu.${kind}`} download>
              {kind.toUpperCase()}
            </a>
            <code>
              {location.origin}
              {path}/du-lieu.{kind}
            </code>
          </li>
        ))}
      </ul>
    </Section>
  );
}
