import type { ListImport, ListProgress } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { currentLanguage, type MessageKey, t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { toast } from '../../../ui/toasts.tsx';
import { cancelList } from './calls.ts';
import styles from './Lists.module.css';

const phases: Record<ListProgress['phase'], MessageKey> = {
  waiting: 'lists.phaseWaiting',
  reading: 'lists.phaseReading',
  matching: 'lists.phaseMatching',
  naming: 'lists.phaseNaming',
  saving: 'lists.phaseSaving',
  organisations: 'lists.phaseOrganisations',
  people: 'lists.phasePeople',
  mailboxes: 'lists.phaseMailboxes',
  entries: 'lists.phaseEntries',
  finishing: 'lists.phaseFinishing',
};

interface Props {
  list: ListImport;
  onChanged(list: ListImport): void;
}

/** What is under way, how far it has come, and a way to stop it. */
export function ProgressCard({ list, onChanged }: Props): ReactNode {
  const [cancelling, setCancelling] = useState(false);
  const { phase = 'waiting', done = 0, of = 0 } = list.progress ?? {};
  const number = (n: number) => n.toLocaleString(currentLanguage() === 'vi' ? 'vi-VN' : 'en-GB');
  const cancel = async () => {
    setCancelling(true);
    try {
      onChanged(await cancelList(list.id));
    } catch (caught) {
      toast(errorText(caught), { tone: 'error' });
      setCancelling(false);
    }
  };
  return (
    <section className={styles.card} data-testid="list-progress">
      <output className={styles.phase}>
        {t(phases[phase])}
        {of > 0 && <span>{t('lists.progressOf', { done: number(done), of: number(of) })}</span>}
      </output>
      <progress max={of || 1} value={of > 0 ? done : undefined} aria-label={t(phases[phase])} />
      <p className={styles.quiet}>{t('lists.mayLeave')}</p>
      <Button onClick={() => void cancel()} disabled={cancelling} data-testid="cancel">
        {t(cancelling ? 'lists.cancelling' : 'lists.cancel')}
      </Button>
    </section>
  );
}
