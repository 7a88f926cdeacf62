import type { AddressProposal } from '@congvu/contract';
import type { ReactNode } from 'react';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { errorText } from '../../../ui/errorText.ts';
import { showDay } from '../../../ui/form/day.ts';
import field from '../../../ui/form/Field.module.css';
import { Field } from '../../../ui/form/Field.tsx';
import styles from './AddressProposal.module.css';

interface Props {
  local: string;
  onLocal(local: string): void;
  domain: string;
  domains: readonly string[];
  onDomain(domain: string): void;
  /** What the server said of it; null: not yet. */
  looked: AddressProposal['byHand'];
  looking: boolean;
  error: unknown;
}

/** An address one types, and whether it may be had. */
export function ByHand({ local, onLocal, domain, domains, onDomain, looked, looking, error }: Props): ReactNode {
  const language = currentLanguage();
  const refused = looked && !looked.free ? refusalOf(looked, language) : undefined;
  const hint = looked?.free ? (
    <span className={styles.free}>{t('mailbox.free')}</span>
  ) : looking ? (
    t('mailbox.looking')
  ) : undefined;
  return (
    <Field label={t('mailbox.address')} name="address" required error={error ? errorText(error) : refused} hint={hint}>
      {(control) => (
        <span className={styles.split}>
          <input
            {...control}
            className={`${field.control} ${styles.mono}`}
            value={local}
            // biome-ignore lint/a11y/noAutofocus: it appears where it was asked for
            autoFocus
            maxLength={64}
            autoComplete="off"
            autoCapitalize="off"
            spellCheck={false}
            data-testid="by-hand-local"
            onChange={(event) => onLocal(event.target.value.replace(/@.*$/, ''))}
          />
          {domains.length > 1 ? (
            <select
              className={field.control}
              value={domain}
              aria-label={t('mailbox.domain')}
              onChange={(event) => onDomain(event.target.value)}
            >
              {domains.map((one) => (
                <option key={one} value={one}>
                  @{one}
                </option>
              ))}
            </select>
          ) : (
            <span className={styles.domain}>@{domain}</span>
          )}
        </span>
      )}
    </Field>
  );
}

function refusalOf({ code, text, until }: NonNullable<Props['looked']>, language: 'vi' | 'en'): string {
  const said = text?.[language] ?? '';
  if (code !== 'directory.address-retired') return said;
  return until ? `${said} ${t('mailbox.keptUntil', { day: showDay(until) })}` : said;
}
