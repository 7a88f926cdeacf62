import type { Citation } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { errorText } from '../../../ui/errorText.ts';
import { provisionQuery } from '../api.ts';
import { citeText } from '../words.ts';
import { hashOf } from './CiteButton.tsx';
import styles from './CitedProvision.module.css';
import { ProvisionText } from './ProvisionText.tsx';

/** The article behind a rule, with its words in sight. */
export function CitedProvision({ cite }: { cite: Citation }): ReactNode {
  const { data, error } = useQuery(provisionQuery(cite.ref));
  return (
    <blockquote className={styles.quote} data-testid="cited-provision">
      <p className={styles.where}>
        <Link to="/admin/regulation/law" hash={hashOf(cite.ref)}>
          {citeText(cite.text, false)}
        </Link>
      </p>
      {data && <ProvisionText provision={data} />}
      {error && <p>{errorText(error)}</p>}
      {!data && !error && <p>{t('app.loading')}</p>}
    </blockquote>
  );
}
