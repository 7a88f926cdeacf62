import type { ComplianceEntry, ComplianceFigure, ProvisionPart } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../app/i18n/index.ts';
import { EntryLink } from './EntryLink.tsx';
import styles from './EntryRow.module.css';
import { FigureBlock } from './FigureBlock.tsx';
import { words } from './format.ts';
import { Inline } from './Inline.tsx';
import { KindBadge } from './KindBadge.tsx';

interface Props {
  entry: ComplianceEntry;
  figure: ComplianceFigure | undefined;
  isCounting: boolean;
}

/** An article or clause: what it says, what sees to it, and the figure. */
export function EntryRow({ entry, figure, isCounting }: Props): ReactNode {
  const { ref, label, text, parts, title, by, how, link, cite } = entry;
  return (
    <div className={styles.entry} data-testid="compliance-entry" data-ref={ref} data-by={by}>
      <div className={styles.says}>
        {label !== null && (
          <p className={styles.title}>
            <abbr className={styles.place} title={cite.text}>
              {label}
            </abbr>
            {words(title)}
          </p>
        )}
        {text && (
          <p lang="vi">
            <Inline text={text} />
          </p>
        )}
        {parts.length > 0 && <Parts parts={parts} />}
      </div>
      <div className={styles.does}>
        <KindBadge kind={by} />
        <p>{words(how)}</p>
        {link && <EntryLink to={link} />}
      </div>
      {figure && <FigureBlock figure={figure} />}
      {!figure && isCounting && <p className={styles.counting}>{t('compliance.counting')}</p>}
    </div>
  );
}

function Parts({ parts }: { parts: readonly ProvisionPart[] }): ReactNode {
  return (
    <ul className={styles.parts} lang="vi">
      {parts.map((part) => (
        <li key={part.ref}>
          <b>{part.label}</b> <Inline text={part.text} />
          {part.parts.length > 0 && <Parts parts={part.parts} />}
        </li>
      ))}
    </ul>
  );
}
