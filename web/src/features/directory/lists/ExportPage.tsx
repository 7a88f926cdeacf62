import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { PageHead } from '../../../app/area/PageHead.tsx';
import { t } from '../../../app/i18n/index.ts';
import { errorText } from '../../../ui/errorText.ts';
import { CheckField, Choices } from '../../../ui/form/CheckField.tsx';
import { DateField } from '../../../ui/form/DateField.tsx';
import { isDay } from '../../../ui/form/day.ts';
import { SelectField } from '../../../ui/form/SelectField.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { type Picked, PickOrganisation } from '../pick/Picks.tsx';
import { useTitle } from '../useTitle.ts';
import { rootsQuery } from './calls.ts';
import styles from './Lists.module.css';

type What = 'both' | 'organisations' | 'people';
type Format = 'xlsx' | 'csv' | 'vcf';

/** The directory as a file: of the province or a part of it, as it is or was on a day. */
export function ExportPage(): ReactNode {
  useTitle(t('lists.exportTitle'));
  const { data: extent, error } = useQuery(rootsQuery);
  const [what, setWhat] = useState<What>('both');
  const [format, setFormat] = useState<Format>('xlsx');
  const [old, setOld] = useState(false);
  const [part, setPart] = useState<'whole' | 'unit'>('whole');
  const [unit, setUnit] = useState<Picked | null>(null);
  const [at, setAt] = useState('');
  if (error) return <Callout tone="error">{errorText(error)}</Callout>;

  const roots = extent?.roots ?? [];
  const whole = extent?.whole ?? false;
  // Who has but parts of the tree chooses among them.
  const organisation = whole ? (part === 'unit' ? unit?.id : undefined) : (unit?.id ?? roots[0]?.id);
  // A CSV holds one kind.
  const chosen = format === 'csv' && what === 'both' ? 'people' : what;
  const params = new URLSearchParams({ what: chosen, format });
  if (organisation !== undefined) params.set('organisation', String(organisation));
  if (isDay(at)) params.set('at', at);
  if (format === 'vcf' && old) params.set('version', '3.0');
  const ready =
    extent !== undefined &&
    (whole ? part === 'whole' || unit !== null : organisation !== undefined) &&
    (at === '' || isDay(at));
  return (
    <article data-testid="export-page">
      <PageHead
        crumbs={[
          { label: t('admin.title'), to: '/admin' },
          { label: t('lists.title'), to: '/admin/lists' },
        ]}
        title={t('lists.exportTitle')}
        note={t('lists.exportNote')}
      />
      <div className={styles.exporting}>
        <Choices<What>
          label={t('lists.exportWhat')}
          value={chosen}
          onValue={setWhat}
          options={[
            { value: 'both', label: t('lists.exportBoth'), disabled: format === 'csv' },
            { value: 'organisations', label: t('lists.organisations') },
            { value: 'people', label: t('lists.people') },
          ]}
        />
        <Choices<Format>
          label={t('lists.exportFormat')}
          value={format}
          onValue={setFormat}
          options={[
            { value: 'xlsx', label: t('lists.exportXlsx') },
            { value: 'csv', label: t('lists.exportCsv'), hint: t('lists.exportCsvHint') },
            { value: 'vcf', label: t('lists.exportVcf'), hint: t('lists.exportVcfHint') },
          ]}
        />
        {format === 'vcf' && <CheckField label={t('lists.exportOld')} value={old} onValue={setOld} />}
        {whole ? (
          <>
            <Choices<'whole' | 'unit'>
              label={t('lists.exportPart')}
              value={part}
              onValue={setPart}
              options={[
                { value: 'whole', label: t('lists.exportWhole') },
                { value: 'unit', label: t('lists.exportUnit') },
              ]}
            />
            {part === 'unit' && <PickOrganisation label={t('lists.exportUnit')} value={unit} onValue={setUnit} />}
          </>
        ) : (
          roots.length > 0 && (
            <SelectField
              label={t('lists.exportPart')}
              value={String(organisation ?? '')}
              onValue={(id) => setUnit({ id: Number(id), name: '', note: null })}
              options={roots.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
          )
        )}
        <DateField label={t('lists.exportAt')} hint={t('lists.exportAtHint')} value={at} onValue={setAt} />
        <div className={styles.foot}>
          <a
            className={`${styles.link} ${styles.go}`}
            href={ready ? `/api/lists/export?${params}` : undefined}
            aria-disabled={!ready}
            download
            data-testid="export-go"
          >
            <Icon name="download" size={17} />
            {t('lists.exportGo')}
          </a>
        </div>
      </div>
    </article>
  );
}
