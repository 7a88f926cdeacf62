import type { ReactNode } from 'react';
import { t } from '../../app/i18n/index.ts';
import type { IconName } from '../../ui/icons.tsx';
import { Icon } from '../../ui/icons.tsx';
import styles from './KindBadge.module.css';
import type { Kind } from './search.ts';

export const kindIcons: Record<Kind, IconName> = {
  automatic: 'shield',
  workflow: 'forward',
  report: 'eye',
  guidance: 'file',
  'not-yet': 'pause',
};

/** What sees to an article, in a word, a sign and a colour. */
export function KindBadge({ kind }: { kind: Kind }): ReactNode {
  return (
    <span className={`${styles.badge} ${styles[kind]}`} title={t(`compliance.kindHint.${kind}`)}>
      <Icon name={kindIcons[kind]} size={14} />
      {t(`compliance.kind.${kind}`)}
    </span>
  );
}
