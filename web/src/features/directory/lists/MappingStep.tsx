import {
  joinedFields,
  type ListCheckRequest,
  type ListField,
  type ListImport,
  type ListPreview,
  type SheetMapping,
} from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { Callout } from '../../../ui/page/Callout.tsx';
import { Section } from '../../../ui/page/Section.tsx';
import { checkList, previewQuery } from './calls.ts';
import { fieldName } from './fieldName.ts';
import styles from './Lists.module.css';
import { OptionsForm } from './OptionsForm.tsx';
import { SheetMapper } from './SheetMapper.tsx';

interface Props {
  list: ListImport;
  onChanged(list: ListImport): void;
  /** Back to the result there is already. */
  onBack: (() => void) | undefined;
}

/** Which sheets are lists, what their columns hold, and how they are to be imported. */
export function MappingStep({ list, onChanged, onBack }: Props): ReactNode {
  const { data: preview, error } = useQuery(previewQuery(list.id));
  if (error)
    return (
      <div className={styles.pad}>
        <Callout tone="error">{errorText(error)}</Callout>
      </div>
    );
  if (!preview) return <p className={styles.loading}>{t('app.loading')}</p>;
  return <Mapping key={list.id} list={list} preview={preview} onChanged={onChanged} onBack={onBack} />;
}

function Mapping({ list, preview, onChanged, onBack }: Props & { preview: ListPreview }): ReactNode {
  const [request, setRequest] = useState<ListCheckRequest>(() => startOf(list, preview));
  const [chosen, setChosen] = useState(() =>
    Math.max(
      0,
      request.sheets.findIndex(({ kind }) => kind !== null),
    ),
  );
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const faults = faultsOf(request.sheets);
  // What is wrong is told once somebody tries.
  const [tried, setTried] = useState(false);
  useEffect(() => setFailed(null), []);

  const change = (mapping: SheetMapping) =>
    setRequest((now) => ({ ...now, sheets: now.sheets.map((one) => (one.sheet === mapping.sheet ? mapping : one)) }));
  const check = async () => {
    setTried(true);
    if (faults.length > 0 || busy) return;
    setBusy(true);
    setFailed(null);
    try {
      onChanged(await checkList(list.id, request));
    } catch (caught) {
      setFailed(caught);
      setBusy(false);
    }
  };
  const sheet = preview.sheets[chosen];
  const mapping = request.sheets[chosen];
  return (
    <>
      <div className={styles.pad}>
        {preview.charset !== 'utf-8' && (
          <Callout tone="info">{t('lists.charset', { charset: preview.charset.toUpperCase() })}</Callout>
        )}
        {preview.sheets.length > 1 && (
          <nav className={styles.tabs} aria-label={t('lists.sheet')}>
            {preview.sheets.map(({ name, hidden }, i) => (
              <button
                key={name}
                type="button"
                aria-current={i === chosen}
                data-used={request.sheets[i]?.kind !== null || undefined}
                onClick={() => setChosen(i)}
              >
                {hidden ? t('lists.sheetHidden', { name }) : name}
              </button>
            ))}
          </nav>
        )}
        {sheet && mapping && <SheetMapper key={chosen} sheet={sheet} mapping={mapping} onChange={change} />}
      </div>
      <Section title={t('lists.options')}>
        <OptionsForm
          options={request.options}
          choices={preview.choices}
          kinds={new Set(request.sheets.flatMap(({ kind }) => kind ?? []))}
          onChange={(options) => setRequest((now) => ({ ...now, options }))}
        />
      </Section>
      <div className={styles.pad}>
        {failed !== null && <Callout tone="error">{errorText(failed)}</Callout>}
        {tried && faults.length > 0 && (
          <Callout tone="error">
            {faults.map((fault) => (
              <p key={fault}>{fault}</p>
            ))}
          </Callout>
        )}
        <div className={styles.foot}>
          <Button kind="primary" onClick={() => void check()} disabled={busy} data-testid="check">
            {t('lists.check')}
          </Button>
          {onBack && <Button onClick={onBack}>{t('app.back')}</Button>}
          <span className={styles.quiet}>{t('lists.checkNote')}</span>
        </div>
      </div>
    </>
  );
}

function startOf(list: ListImport, { sheets, choices }: ListPreview): ListCheckRequest {
  const { options } = list;
  const first = list.summary === null;
  return {
    sheets: sheets.map(({ mapping, hidden }) => (hidden && first ? { ...mapping, kind: null } : mapping)),
    options: {
      ...options,
      domain: options.domain ?? choices.domains[0] ?? null,
      // A tree has one top: what names nothing above it stands under that.
      underId: options.underId ?? (first && choices.roots.length === 1 ? choices.roots[0]!.id : null),
    },
  };
}

function faultsOf(sheets: readonly SheetMapping[]): string[] {
  const used = sheets.filter(({ kind }) => kind !== null);
  if (used.length === 0) return [t('lists.noSheet')];
  return used.flatMap(({ kind, columns }) => {
    const given = columns.filter((field) => field !== null);
    const twice = given.filter((field, i) => given.indexOf(field) !== i && !joinedFields.includes(field));
    const has = (field: ListField) => given.includes(field);
    const named = has('name') || (kind === 'people' && has('family') && has('given'));
    return [
      ...(named ? [] : [t('lists.needName', { field: fieldName(kind!, 'name') })]),
      ...[...new Set(twice)].map((field) => t('lists.twice', { field: fieldName(kind!, field) })),
    ];
  });
}
