import type { Decision, KindSummary, ListImport, ListNote } from '@congvu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { currentLanguage, type MessageKey, t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { confirm } from '../../../ui/confirm.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { applyList, checkList, previewQuery } from './calls.ts';
import { faultsOf } from './History.tsx';
import styles from './Lists.module.css';
import { Rows } from './Rows.tsx';

interface Props {
  list: ListImport;
  onChanged(list: ListImport): void;
  onMapping(): void;
}

/** What the list would do: sums, each row with what was found, and the way on. */
export function ResultStep({ list, onChanged, onMapping }: Props): ReactNode {
  const client = useQueryClient();
  const [decisions, setDecisions] = useState<Record<string, Decision>>({});
  const [busy, setBusy] = useState(false);
  const summary = list.summary!;
  const faults = faultsOf(list);
  const { organisations, people } = summary;
  const changes = organisations.add + organisations.update + people.add + people.update;
  const decided = Object.keys(decisions).length;

  const run = async (act: () => Promise<ListImport>) => {
    setBusy(true);
    try {
      onChanged(await act());
    } catch (caught) {
      toast(errorText(caught), { tone: 'error' });
      setBusy(false);
    }
  };
  const recheck = () =>
    run(async () => {
      const { sheets } = await client.fetchQuery(previewQuery(list.id));
      const options = { ...list.options, decisions: { ...list.options.decisions, ...decisions } };
      return checkList(list.id, { sheets: sheets.map(({ mapping }) => mapping), options });
    });
  const apply = async () => {
    const text = t('lists.applyText', {
      organisations: number(organisations.add),
      people: number(people.add),
      mailboxes: number(organisations.mailboxes + people.mailboxes),
      updates: number(organisations.update + people.update),
    });
    if (await confirm({ title: t('lists.applyAsk'), text, ok: t('lists.apply') }))
      await run(() => applyList(list.id, list.digest!));
  };
  return (
    <div className={styles.pad}>
      {faults > 0 ? (
        <Callout tone="error">
          <p data-testid="result">{t('lists.resultFaults', { n: faults })}</p>
        </Callout>
      ) : (
        <Callout tone={changes > 0 ? 'good' : 'info'}>
          <p data-testid="result">
            {t(changes === 0 ? 'lists.resultNothing' : list.may.apply ? 'lists.resultReady' : 'lists.resultNotYours')}
          </p>
        </Callout>
      )}
      <div className={styles.sums}>
        {organisations.rows > 0 && <Sums title={t('lists.organisations')} sum={organisations} />}
        {people.rows > 0 && <Sums title={t('lists.people')} sum={people} />}
      </div>
      <Notes notes={summary.notes} ignored={summary.ignored} />
      <div className={styles.foot}>
        {list.may.apply && changes > 0 && decided === 0 && (
          <Button kind="primary" onClick={() => void apply()} disabled={busy} data-testid="apply">
            {t('lists.apply')}
          </Button>
        )}
        {faults > 0 && decided === 0 && (
          <Link to="/admin/lists" className={styles.link} data-testid="resend">
            <Icon name="upload" size={17} />
            {t('lists.resend')}
          </Link>
        )}
        {decided > 0 && (
          <>
            <Button kind="primary" onClick={() => void recheck()} disabled={busy} data-testid="recheck">
              {t('lists.recheck')}
            </Button>
            <span className={styles.quiet}>{t('lists.decided', { n: decided })}</span>
          </>
        )}
        <a className={styles.link} href={`/api/lists/imports/${list.id}/marked`} download data-testid="marked">
          <Icon name="download" size={17} />
          {t('lists.download')}
        </a>
        <Button onClick={onMapping}>{t('lists.changeMapping')}</Button>
      </div>
      <Rows
        key={list.digest}
        id={list.id}
        start={faults > 0 ? 'faults' : 'all'}
        decisions={decisions}
        onDecide={(key, decision, present) =>
          setDecisions((now) => {
            const { [key]: _, ...rest } = now;
            return decision === present ? rest : { ...rest, [key]: decision };
          })
        }
      />
    </div>
  );
}

export const number = (n: number): string => n.toLocaleString(currentLanguage() === 'vi' ? 'vi-VN' : 'en-GB');

const shown = [
  ['add', 'lists.sumAdd'],
  ['update', 'lists.sumUpdate'],
  ['skip', 'lists.sumSkip'],
  ['faults', 'lists.sumFaults'],
  ['warnings', 'lists.sumWarnings'],
  ['mailboxes', 'lists.sumMailboxes'],
] as const satisfies readonly (readonly [keyof KindSummary, MessageKey])[];

function Sums({ title, sum }: { title: string; sum: KindSummary }): ReactNode {
  return (
    <section className={styles.sum} aria-label={title}>
      <h3>
        {title} <span>{number(sum.rows)}</span>
      </h3>
      <dl>
        {shown.map(([key, label]) => (
          <div key={key} data-zero={sum[key] === 0 || undefined} data-key={key}>
            <dt>{t(label)}</dt>
            <dd>{number(sum[key])}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Notes({ notes, ignored }: { notes: readonly ListNote[]; ignored: number }): ReactNode {
  const lines = [...(ignored > 0 ? [t('lists.ignored', { n: ignored })] : []), ...notes.map(noteText)];
  if (lines.length === 0) return null;
  return (
    <ul className={styles.notes}>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function noteText(note: ListNote): string {
  switch (note.note) {
    case 'charset':
      return t('lists.charset', { charset: note.charset.toUpperCase() });
    case 'two-line-heading':
      return t('lists.noteTwoLines', { sheet: note.sheet });
    case 'sections':
      return t('lists.noteSections', { sheet: note.sheet, n: note.count });
    case 'merged':
      return t('lists.noteMerged', { sheet: note.sheet, n: note.count });
    case 'ignored-sheet':
      return t('lists.noteIgnoredSheet', { sheet: note.sheet });
  }
}
