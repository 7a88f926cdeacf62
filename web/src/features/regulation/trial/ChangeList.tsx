import type { ValueChange } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { useKindName } from '../kinds.tsx';
import { Plain } from '../values/Plain.tsx';
import { fieldLabel, sizeText, wordOf } from '../words.ts';
import styles from './trial.module.css';

const shown = 12;

/** Where the new value differs, place by place. */
export function ChangeList({ changes, rule }: { changes: readonly ValueChange[]; rule: string }): ReactNode {
  const kindName = useKindName();
  const where = (path: string) =>
    path
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/'))
      // A way of naming stands below in words.
      .filter((part) => !part.includes('{'))
      .map((part) => {
        if (part === '#') return t('regulation.trial.order');
        if (/^\d+$/.test(part)) return t('regulation.form.item', { n: Number(part) + 1 });
        const label = fieldLabel(part, rule);
        if (label !== part) return label;
        const word = part
          .split(' ')
          .map((one) => wordOf(one, 'kind'))
          .join(', ');
        return word === part ? kindName(part) : word;
      })
      .join(' › ');
  return (
    <ul className={styles.changes} data-testid="changes">
      {changes.slice(0, shown).map(({ path, before, after }) => (
        <li key={path}>
          {path !== '' && <p className={styles.where}>{where(path)}</p>}
          <div className={styles.sides}>
            {before !== undefined && (
              <div className={styles.old}>
                <Side value={before} rule={rule} path={path} />
              </div>
            )}
            {after !== undefined && (
              <div className={styles.new}>
                <Side value={after} rule={rule} path={path} />
              </div>
            )}
          </div>
        </li>
      ))}
      {changes.length > shown && <li>{t('regulation.trial.more', { n: changes.length - shown })}</li>}
    </ul>
  );
}

function Side({ value, rule, path }: { value: unknown; rule: string; path: string }): ReactNode {
  const field = path.split('/').findLast((part) => part !== '' && !/^\d+$/.test(part)) ?? '';
  if (field === 'bytes' && typeof value === 'number') return sizeText(value);
  return <Plain value={value} rule={rule} field={field} />;
}
