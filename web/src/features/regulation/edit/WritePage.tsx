import type { RegulationOverview, RuleHistory, TryResult, ValueFault } from '@congvu/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { ApiError } from '../../../api/errors.ts';
import { PageHead } from '../../../app/area/PageHead.tsx';
import { t } from '../../../app/i18n/index.ts';
import { may } from '../../../app/may.ts';
import { Blank } from '../../../ui/Blank.tsx';
import { Button } from '../../../ui/Button.tsx';
import { confirm } from '../../../ui/confirm.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { DateField } from '../../../ui/form/DateField.tsx';
import { isDay } from '../../../ui/form/day.ts';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { meQuery } from '../../accounts/me.ts';
import { historyQuery, overviewQuery, provisionQuery, regulationApi, regulationKey } from '../api.ts';
import { KindsOf } from '../kinds.tsx';
import { ProvisionText } from '../law/ProvisionText.tsx';
import { TrialPanel, TrialResult } from '../trial/TrialPanel.tsx';
import { citeText, dayText, inLanguage, ruleAbout, ruleTitle } from '../words.ts';
import { Faults } from './faults.ts';
import { blankOf, type Schema } from './schema.ts';
import { ValueEditor } from './ValueEditor.tsx';
import styles from './WritePage.module.css';

/** A new version of a rule: written, tried, issued. */
export function WritePage(): ReactNode {
  const { rule } = useParams({ strict: false }) as { rule: string };
  const history = useQuery(historyQuery(rule));
  const overview = useQuery(overviewQuery(undefined));
  const { data: me } = useQuery(meQuery);
  const crumbs = [
    { label: t('admin.title'), to: '/admin' },
    { label: t('regulation.title'), to: '/admin/regulation' },
    { label: ruleTitle(rule), to: `/admin/regulation/${rule}` },
  ];
  const error = history.error ?? overview.error;
  return (
    <div className={styles.page} data-testid="write-page">
      <PageHead crumbs={crumbs} title={t('regulation.writeTitle', { rule: ruleTitle(rule) })} note={ruleAbout(rule)} />
      {error && <Blank icon="alert" title={t('regulation.noRule')} text={errorText(error)} />}
      {me && !may(me, 'regulation.issue') && <Blank icon="shield" title={t('regulation.form.notMay')} />}
      {history.data && overview.data && may(me, 'regulation.issue') && (
        <KindsOf overview={overview.data}>
          <Draft key={rule} history={history.data} overview={overview.data} />
        </KindsOf>
      )}
    </div>
  );
}

const citeForm = /^[A-ZĐ]+ \d+(\.\d+)?[a-zđ]?$/;

function tomorrow(today: string): string {
  const day = new Date(`${today}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}

interface DraftProps {
  history: RuleHistory;
  overview: RegulationOverview;
}

function Draft({ history, overview }: DraftProps): ReactNode {
  const { name: rule } = history;
  const schema = history.schema as Schema;
  const present = overview.rules.find((one) => one.name === rule)?.version ?? null;
  const first = tomorrow(overview.today);
  const client = useQueryClient();
  const navigate = useNavigate();

  const [value, setValue] = useState<unknown>(() => present?.value ?? blankOf(schema));
  const [from, setFrom] = useState(first);
  const [cite, setCite] = useState(present?.cite?.ref ?? '');
  const [vi, setVi] = useState(present?.note?.vi ?? '');
  const [en, setEn] = useState(present?.note?.en ?? '');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [trial, setTrial] = useState<{ of: string; result: TryResult }>();

  const place = cite.trim();
  const provision = useQuery({ ...provisionQuery(place), enabled: citeForm.test(place), retry: false });
  const note = vi.trim() && en.trim() ? { vi: vi.trim(), en: en.trim() } : undefined;
  const version = { value, from, ...(place ? { cite: place } : {}), ...(note ? { note } : {}) };
  const draft = JSON.stringify([value, from]);

  const wrong = {
    from: !isDay(from) || from < first ? t('regulation.form.tooEarly') : undefined,
    cite: place && (!citeForm.test(place) || provision.error) ? t('regulation.form.citeUnknown') : undefined,
    note: (vi.trim() === '') !== (en.trim() === '') ? t('regulation.form.noteBoth') : undefined,
    grounds: !place && !note ? t('regulation.form.needGrounds') : undefined,
    reason: reason.trim().length < 3 ? t('regulation.form.needReason') : undefined,
  };

  /** Counts; undefined when the server refuses, which is told. */
  const run = async (): Promise<TryResult | undefined> => {
    setBusy(true);
    setError(null);
    try {
      const result = await regulationApi.try({ rule, value, from });
      setTrial({ of: draft, result });
      return result;
    } catch (caught) {
      setError(caught);
      return undefined;
    } finally {
      setBusy(false);
    }
  };

  const issue = async () => {
    setAsked(true);
    if (wrong.from || wrong.cite || wrong.note || wrong.grounds || wrong.reason) return;
    // What is confirmed is what was just counted.
    const result = await run();
    if (!result) return;
    const agreed = await confirm({
      title: t('regulation.form.confirm', { rule: ruleTitle(rule) }),
      text: (
        <KindsOf overview={overview}>
          <p className={styles.confirm}>{t('regulation.form.confirmText', { day: dayText(from) })}</p>
          <TrialResult rule={rule} result={result} />
        </KindsOf>
      ),
      ok: t('regulation.form.issueNow'),
      danger: result.effects.some(({ weight, count }) => weight === 'danger' && count > 0),
    });
    if (!agreed) return;
    setBusy(true);
    try {
      await regulationApi.issue(rule, { ...version, reason: reason.trim() });
      await client.invalidateQueries({ queryKey: regulationKey });
      toast(t('regulation.form.done', { day: dayText(from) }));
      await navigate({ to: '/admin/regulation/$rule', params: { rule } });
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };

  const faults = useMemo(() => faultsOf(error), [error]);
  return (
    <div className={styles.columns}>
      <div className={styles.form}>
        {error !== null && <Refusal error={error} faults={faults} />}
        <Faults value={new Map(faults.map(({ path, reason }) => [path, inLanguage(reason)]))}>
          <ValueEditor
            schema={schema}
            rule={rule}
            value={value}
            onValue={setValue}
            onReset={present ? () => setValue(present.value) : undefined}
          />
        </Faults>
        <FieldRow>
          <DateField
            label={t('regulation.form.when')}
            hint={t('regulation.form.whenHint')}
            value={from}
            onValue={setFrom}
            min={first}
            required
            half
            error={wrong.from}
            testId="issue-from"
          />
          <TextField
            label={t('regulation.form.cite')}
            hint={t('regulation.form.citeHint')}
            value={cite}
            onValue={setCite}
            half
            spellCheck={false}
            error={wrong.cite ?? (asked ? wrong.grounds : undefined)}
            testId="issue-cite"
          />
        </FieldRow>
        {provision.data && !wrong.cite && (
          <div className={styles.provision}>
            <p>{citeText(provision.data.cite.text, false)}</p>
            <ProvisionText provision={provision.data} />
          </div>
        )}
        <FieldRow>
          <TextField
            label={t('regulation.form.noteVi')}
            hint={t('regulation.form.noteHint')}
            value={vi}
            onValue={setVi}
            half
            multiline
            error={asked && !vi.trim() ? wrong.note : undefined}
            testId="issue-note-vi"
          />
          <TextField
            label={t('regulation.form.noteEn')}
            value={en}
            onValue={setEn}
            half
            multiline
            error={asked && !en.trim() ? wrong.note : undefined}
            testId="issue-note-en"
          />
        </FieldRow>
        <TextField
          label={t('regulation.form.reason')}
          hint={t('regulation.form.reasonHint')}
          value={reason}
          onValue={setReason}
          required
          multiline
          error={asked ? wrong.reason : undefined}
          testId="issue-reason"
        />
        <div className={styles.acts}>
          <Button kind="primary" disabled={busy} onClick={() => void issue()} data-testid="issue">
            {t('regulation.form.issue')}
          </Button>
          <Button disabled={busy} onClick={() => void run()} data-testid="try">
            {t('regulation.form.try')}
          </Button>
        </div>
      </div>
      <TrialPanel rule={rule} result={trial?.result} busy={busy} stale={trial !== undefined && trial.of !== draft} />
    </div>
  );
}

function faultsOf(error: unknown): ValueFault[] {
  const known = error instanceof ApiError && error.code === 'regulation.value' && Array.isArray(error.details);
  return known ? (error.details as ValueFault[]) : [];
}

function Refusal({ error, faults }: { error: unknown; faults: readonly ValueFault[] }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  // It stands above a long form whose buttons are below it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each refusal
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'center' });
    place.current?.focus({ preventScroll: true });
  }, [error]);
  return (
    <div ref={place} tabIndex={-1} role="alert" data-testid="refusal">
      {faults.length === 0 ? (
        <Callout tone="error">{errorText(error)}</Callout>
      ) : (
        <Callout tone="error" title={t('regulation.form.faults')}>
          <ul>
            {faults.map(({ path, reason }) => (
              <li key={`${path} ${reason.en}`}>
                <code>{path || t('regulation.form.wholeValue')}</code>: {inLanguage(reason)}
              </li>
            ))}
          </ul>
        </Callout>
      )}
    </div>
  );
}
