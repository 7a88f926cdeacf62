import type { ProvisionPart, ProvisionView } from '@congvu/contract';
import type { ReactNode } from 'react';
import { currentLanguage } from '../../../app/i18n/index.ts';
import { Inline } from '../../compliance/Inline.tsx';
import { hashOf } from './CiteButton.tsx';
import styles from './ProvisionText.module.css';

/** An article, clause or point with its parts. Vietnamese, as the law page; `anchored`: each part can be linked to. */
export function ProvisionText({
  provision,
  anchored = false,
}: {
  provision: ProvisionView;
  anchored?: boolean;
}): ReactNode {
  const { label, english, text, parts } = provision;
  return (
    <div className={styles.provision} lang="vi">
      <p className={styles.label}>
        {label}
        {english && currentLanguage() === 'en' && <span lang="en"> ({english})</span>}
      </p>
      {text && (
        <p>
          <Inline text={text} />
        </p>
      )}
      {parts.length > 0 && <Parts parts={parts} anchored={anchored} />}
    </div>
  );
}

function Parts({ parts, anchored }: { parts: readonly ProvisionPart[]; anchored: boolean }): ReactNode {
  return (
    <ul className={styles.parts}>
      {parts.map((part) => (
        <li key={part.ref} id={anchored ? hashOf(part.ref) : undefined}>
          <b>{part.label}</b> <Inline text={part.text} />
          {part.parts.length > 0 && <Parts parts={part.parts} anchored={anchored} />}
        </li>
      ))}
    </ul>
  );
}
