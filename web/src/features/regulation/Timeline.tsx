import type { RuleVersion } from '@congvu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { t } from '../../app/i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { dayBefore } from '../../ui/form/day.ts';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { Badge } from '../../ui/page/Badge.tsx';
import { toast } from '../../ui/toasts.tsx';
import { regulationApi, regulationKey } from './api.ts';
import { CiteButton } from './law/CiteButton.tsx';
import styles from './Timeline.module.css';
import { summaryOf } from './values/say.ts';
import { ValueView } from './values/ValueView.tsx';
import { dayOfMoment, dayText, inLanguage } from './words.ts';

const tones = { past: 'plain', 'in-force': 'good', coming: 'warning', withdrawn: 'danger' } as const;

interface Props {
  rule: string;
  /** Newest first. */
  versions: readonly RuleVersion[];
  mayWithdraw: boolean;
}

/** Every version of a rule along its dates: who issued it, when, why; what it said. */
export function Timeline({ rule, versions, mayWithdraw }: Props): ReactNode {
  const [withdrawing, setWithdrawing] = useState<RuleVersion | null>(null);
  if (versions.length === 0) return <p className={styles.none}>{t('regulation.say.nothing')}</p>;
  return (
    <>
      <ol className={styles.line}>
        {versions.map((version) => (
          <Version
            key={`${version.from} ${version.issue?.id ?? ''}`}
            rule={rule}
            version={version}
            onWithdraw={mayWithdraw && version.issue && version.state === 'coming' ? setWithdrawing : undefined}
          />
        ))}
      </ol>
      {withdrawing && <WithdrawDialog version={withdrawing} onClose={() => setWithdrawing(null)} />}
    </>
  );
}

interface VersionProps {
  rule: string;
  version: RuleVersion;
  onWithdraw: ((version: RuleVersion) => void) | undefined;
}

function Version({ rule, version, onWithdraw }: VersionProps): ReactNode {
  const [open, setOpen] = useState(false);
  const { from, until, state, value, cite, note, issue, withdrawn } = version;
  const span = { from: dayText(from), until: until ? dayText(dayBefore(until)) : '' };
  return (
    <li className={styles.version} data-state={state} data-testid="version">
      <p className={styles.head}>
        <strong>{t(until && state !== 'withdrawn' ? 'regulation.fromTo' : 'regulation.fromOn', span)}</strong>
        <Badge tone={tones[state]}>{t(`regulation.state.${state}`)}</Badge>
        {cite && <CiteButton cite={cite} />}
      </p>
      <p>{summaryOf(rule, value)}</p>
      {note && <p className={styles.by}>{inLanguage(note)}</p>}
      <p className={styles.by}>
        {issue
          ? t('regulation.origin.issued', { at: dayOfMoment(issue.at), by: issue.by ?? t('regulation.byOperator') })
          : t('regulation.origin.profile')}
        {issue && `. ${t('regulation.reasonTold', { reason: issue.reason })}`}
      </p>
      {withdrawn && (
        <p className={styles.by}>
          {t('regulation.withdrawnBy', {
            at: dayOfMoment(withdrawn.at),
            by: withdrawn.by ?? t('regulation.byOperator'),
            reason: withdrawn.reason,
          })}
        </p>
      )}
      <p className={styles.acts}>
        <Button small aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? 'regulation.hideValue' : 'regulation.showValue')}
        </Button>
        {onWithdraw && (
          <Button small onClick={() => onWithdraw(version)} data-testid="withdraw">
            {t('regulation.withdraw')}
          </Button>
        )}
      </p>
      {open && (
        <div className={styles.content}>
          <ValueView rule={rule} value={value} />
        </div>
      )}
    </li>
  );
}

function WithdrawDialog({ version, onClose }: { version: RuleVersion; onClose(): void }): ReactNode {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={t('regulation.withdrawTitle')}
      intro={t('regulation.withdrawIntro', { day: dayText(version.from) })}
      submit={t('regulation.withdraw')}
      danger
      disabled={reason.trim().length < 3}
      onSubmit={async () => {
        await regulationApi.withdraw(version.issue!.id, reason.trim());
        await client.invalidateQueries({ queryKey: regulationKey });
        toast(t('regulation.withdrawn'));
        onClose();
      }}
      onClose={onClose}
      testId="withdraw-dialog"
    >
      <TextField label={t('regulation.reason')} value={reason} onValue={setReason} required multiline autoFocus />
    </FormDialog>
  );
}
