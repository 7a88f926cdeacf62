import type { TimelineEntry } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { showDay } from '../../../ui/form/day.ts';
import { Badge } from '../../../ui/page/Badge.tsx';
import { Changes } from './Changes.tsx';
import { OrganisationLink, PersonLink } from './links.tsx';
import styles from './Timeline.module.css';

interface Props {
  entries: readonly TimelineEntry[];
  /** The day shown: what came later is dimmed. */
  at: string;
}

const first = 12;

/** What happened, the latest on top. */
export function Timeline({ entries, at }: Props): ReactNode {
  const [all, setAll] = useState(false);
  const shown = all ? entries : entries.slice(0, first);
  return (
    <>
      <ol className={styles.timeline}>
        {shown.map((entry, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no id, and never change places
          <li key={i} data-later={dayOf(entry) > at} data-testid="timeline-entry">
            <time dateTime={entry.on}>{showDay(dayOf(entry))}</time>
            <div className={styles.words}>
              <span>
                <Sentence entry={entry} />{' '}
                {entry.planned && <Badge tone="warning">{t('directory.plannedBadge')}</Badge>}
              </span>
              <Told entry={entry} />
              <Source entry={entry} />
            </div>
          </li>
        ))}
      </ol>
      {!all && entries.length > first && (
        <Button className={styles.more ?? ''} onClick={() => setAll(true)}>
          {t('directory.moreHistory', { n: entries.length - first })}
        </Button>
      )}
    </>
  );
}

/** A moment's day in Vietnam. */
const vietnamDay = (on: string) =>
  on.length === 10 ? on : new Date(Date.parse(on) + 7 * 3_600_000).toISOString().slice(0, 10);
const dayOf = ({ on }: TimelineEntry) => vietnamDay(on);

function Sentence({ entry }: { entry: TimelineEntry }): ReactNode {
  const { event, organisation, person, position, after, before } = entry;
  const link = organisation && <OrganisationLink id={organisation.id}>{organisation.name}</OrganisationLink>;
  const who = person && <PersonLink id={person.id}>{person.name}</PersonLink>;
  switch (event) {
    case 'head-began':
    case 'head-ended':
      return (
        <>
          {who} {t(`directory.event.${event}`, { position: position ?? '' })}
        </>
      );
    case 'appointed':
    case 'appointment-ended':
      return (
        <>
          {t(`directory.event.${event}`, { position: position ?? '' })} {link}
        </>
      );
    case 'took-over':
    case 'merged':
    case 'split':
      return (
        <>
          {t(`directory.event.${event}`)} {link}
        </>
      );
    case 'mailbox-made':
      return t('directory.event.mailbox-made', { address: String(after.address ?? '') });
    case 'mailbox-changed':
      return after.state
        ? t(`directory.event.mailbox-${after.state as 'active' | 'locked' | 'closed'}`, {
            address: String(after.address ?? ''),
          })
        : t('directory.event.mailbox-renamed', {
            before: String(before.address ?? ''),
            after: String(after.address ?? ''),
          });
    case 'ended':
      return t(`directory.event.ended.${(after.how ?? 'dissolved') as 'dissolved' | 'merged' | 'split'}`);
    case 'left':
      return after.reason
        ? t('directory.event.leftBecause', { reason: t(`directory.reason.${after.reason as 'retired'}`) })
        : t('directory.event.left');
    case 'moved':
      return t(after.name ? 'directory.event.movedAndRenamed' : 'directory.event.moved');
    default:
      return t(`directory.event.${event}`);
  }
}

/** What changed, where the sentence doesn't say it already. */
function Told({ entry: { event, before, after } }: { entry: TimelineEntry }): ReactNode {
  if (event === 'founded') return after.name ? <span className={styles.told}>{after.name}</span> : null;
  if (event === 'renamed' || event === 'moved' || event === 'changed') return <Changes before={before} after={after} />;
  return null;
}

function Source({ entry: { decision, recordedBy, recordedAt } }: { entry: TimelineEntry }): ReactNode {
  const recorded =
    recordedBy && recordedAt
      ? t('directory.recordedBy', { name: recordedBy, day: showDay(vietnamDay(recordedAt)) })
      : null;
  const parts = [decision, recorded].filter(Boolean);
  return parts.length > 0 ? <small>{parts.join(' · ')}</small> : null;
}
