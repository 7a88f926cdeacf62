import { type AuditState, auditFaults } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { count, quoteDate } from '../../app/i18n/format.ts';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { errorText } from '../../ui/errorText.ts';
import { Callout } from '../../ui/page/Callout.tsx';
import { toast } from '../../ui/toasts.tsx';
import styles from './Audit.module.css';
import { stateQuery, verify } from './calls.ts';

/** Whether the trail is as it was written: when that was looked at last, what was found, and how to look again. */
export function ChainCard(): ReactNode {
  const { data, error } = useQuery(stateQuery);
  const begin = () => void verify().catch((caught) => toast(errorText(caught), { tone: 'error' }));
  if (!data) {
    return error ? (
      <div className={styles.chain}>
        <Callout tone="error">{errorText(error)}</Callout>
      </div>
    ) : null;
  }
  const language = currentLanguage();
  const { head, anchors, running, progress, last } = data;
  return (
    <div className={styles.chain} data-testid="chain">
      <Callout tone={last?.fault ? 'error' : last ? 'good' : 'info'} row>
        <div className={styles.chainWords}>
          <strong>{verdict(data)}</strong>
          {last?.fault && <span>{place(last.fault)}</span>}
          <small>
            {t('audit.head', { n: count(head.seq, language) })} <code title={head.hash}>{head.hash.slice(0, 12)}</code>
            {' · '}
            {anchors.last
              ? t('audit.anchored', {
                  time: quoteDate(anchors.last.at, language),
                  n: count(anchors.last.seq, language),
                })
              : t('audit.noAnchor')}
          </small>
        </div>
        <Button small icon="shield" onClick={begin} disabled={running} data-testid="verify">
          {running
            ? t('audit.verifying', { percent: progress ? Math.floor((progress.done / progress.total) * 100) : 0 })
            : t('audit.verify')}
        </Button>
      </Callout>
    </div>
  );
}

function verdict({ last }: AuditState): string {
  if (!last) return t('audit.neverVerified');
  const time = quoteDate(last.at, currentLanguage());
  if (last.fault) return `${auditFaults[last.fault.kind][currentLanguage()]} (${t('audit.foundAt', { time })})`;
  return t('audit.whole', { time, by: last.by ?? t('audit.byServer') });
}

function place({ seq, eventId, at, line }: NonNullable<NonNullable<AuditState['last']>['fault']>): string {
  return [
    seq === null ? null : t('audit.atNumber', { n: seq }),
    eventId === null ? null : t('audit.atEvent', { n: eventId }),
    at && quoteDate(at, currentLanguage()),
    line === null ? null : t('audit.atLine', { n: line }),
  ]
    .filter(Boolean)
    .join(' · ');
}
