import {
  type AuditEntry,
  type AuditNames,
  actorName,
  auditChanges,
  auditGroups,
  auditKinds,
  auditSentence,
} from '@congvu/contract';
import { memo, type ReactNode, useState } from 'react';
import { quoteDate } from '../../app/i18n/format.ts';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { Icon } from '../../ui/icons.tsx';
import { Badge } from '../../ui/page/Badge.tsx';
import { Facts } from '../../ui/page/Section.tsx';
import { OrganisationLink, PersonLink } from '../directory/parts/links.tsx';
import styles from './Audit.module.css';
import { Changes } from './Changes.tsx';

/** One event: when, who, what in a sentence; opened, what changed and all else that is known. */
export const EventRow = memo(function EventRow({ entry, names }: { entry: AuditEntry; names: AuditNames }): ReactNode {
  const [open, setOpen] = useState(false);
  const language = currentLanguage();
  const group = (auditKinds as Record<string, { group: keyof typeof auditGroups } | undefined>)[entry.kind]?.group;
  return (
    <li className={styles.event} data-testid="event">
      <button type="button" className={styles.line} aria-expanded={open} onClick={() => setOpen(!open)}>
        <time dateTime={entry.at}>{quoteDate(entry.at, language)}</time>
        <span className={styles.actor}>{actorName(entry, language)}</span>
        <span className={styles.sentence}>{auditSentence(entry, language, names)}</span>
        {group && <Badge>{auditGroups[group][language]}</Badge>}
        <Icon name={open ? 'up' : 'down'} size={16} />
      </button>
      {open && <Details entry={entry} names={names} />}
    </li>
  );
});

function Details({ entry, names }: { entry: AuditEntry; names: AuditNames }): ReactNode {
  const { changes, more } = auditChanges(entry, currentLanguage(), names);
  const { organisation, person, account } = entry;
  return (
    <div className={styles.details} data-testid="event-details">
      {changes.length > 0 && <Changes changes={changes} />}
      <Facts
        items={[
          [t('audit.person'), person && <PersonLink id={person.id}>{person.name}</PersonLink>],
          [
            t('audit.organisation'),
            organisation && <OrganisationLink id={organisation.id}>{organisation.name}</OrganisationLink>,
          ],
          [t('audit.account'), account && (account.address ?? account.name)],
          ...more.map(({ field, name, after }) => [name, <span key={field}>{after}</span>] as const),
          [t('audit.address'), entry.remoteAddress],
          [t('audit.number'), entry.seq === null ? null : String(entry.seq)],
        ]}
      />
    </div>
  );
}
