import type { Citation } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { errorText } from '../../../ui/errorText.ts';
import { Popup } from '../../../ui/Popup.tsx';
import { provisionQuery } from '../api.ts';
import { citeText } from '../words.ts';
import styles from './CiteButton.module.css';
import { ProvisionText } from './ProvisionText.tsx';

/** An article one may open: what it says in our words, and where it stands. `short`: without the instrument. */
export function CiteButton({ cite, short = false }: { cite: Citation; short?: boolean }): ReactNode {
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={styles.cite}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-testid="cite"
        data-ref={cite.ref}
      >
        {citeText(cite.text, short)}
      </button>
      {open && (
        <Popup anchor={anchor} label={cite.text} className={styles.popup} onClose={() => setOpen(false)}>
          <Opened cite={cite} />
        </Popup>
      )}
    </>
  );
}

function Opened({ cite }: { cite: Citation }): ReactNode {
  const { data, error } = useQuery(provisionQuery(cite.ref));
  return (
    <div className={styles.opened} data-testid="provision">
      <p className={styles.where}>{citeText(cite.text, false)}</p>
      {data && <ProvisionText provision={data} />}
      {error && <p className={styles.error}>{errorText(error)}</p>}
      {!data && !error && <p className={styles.loading}>{t('app.loading')}</p>}
      <Link to="/admin/regulation/law" hash={hashOf(cite.ref)} className={styles.link}>
        {t('regulation.openLaw')}
      </Link>
    </div>
  );
}

/** `TG 4.2b` → `TG-4.2b`: the anchor on the page of articles. */
export const hashOf = (ref: string): string => ref.replace(' ', '-');
