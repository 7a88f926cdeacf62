import type { PasswordFault, PasswordRule } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../app/i18n/index.ts';
import { Icon } from '../../ui/icons.tsx';
import styles from './PasswordRules.module.css';

interface Props {
  rule: PasswordRule;
  faults: readonly PasswordFault[];
  /** Something has been typed: only then is a met rule worth praise. */
  touched: boolean;
  /** What is unmet is shown as an error. */
  strict: boolean;
}

/** The province's rule, point by point, as one types; with the article it comes from. */
export function PasswordRules({ rule, faults, touched, strict }: Props): ReactNode {
  const points: PasswordFault[] = ['length', ...rule.classes, 'address'];
  const params = { n: rule.minLength, chars: [...rule.special].join(' ') };
  return (
    <div className={styles.box} data-testid="password-rules">
      <p className={styles.title}>{t('password.ruleTitle')}</p>
      <ul>
        {points.map((point) => {
          const met = touched && !faults.includes(point);
          const state = met ? styles.met : strict ? styles.unmet : '';
          return (
            <li key={point} className={`${styles.point} ${state}`} data-rule={point} data-met={met}>
              <span className={styles.mark}>{met && <Icon name="check" size={12} strokeWidth={3} />}</span>
              {t(`password.${point}`, params)}
              <span className="visually-hidden">: {met ? t('password.met') : t('password.unmet')}</span>
            </li>
          );
        })}
      </ul>
      <p className={styles.cite} title={rule.cite.ref}>
        {t('password.cite', { text: rule.cite.text })}
      </p>
    </div>
  );
}
