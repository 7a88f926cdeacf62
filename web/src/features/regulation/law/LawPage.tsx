import type { InstrumentView, ProvisionPart, ProvisionView } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { PageHead } from '../../../app/area/PageHead.tsx';
import { t } from '../../../app/i18n/index.ts';
import { may } from '../../../app/may.ts';
import { Blank } from '../../../ui/Blank.tsx';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { TextField } from '../../../ui/form/TextField.tsx';
import { Badge } from '../../../ui/page/Badge.tsx';
import { meQuery } from '../../accounts/me.ts';
import { instrumentsQuery } from '../api.ts';
import { fold } from '../filter.ts';
import type { RegulationSearch } from '../routes.ts';
import { inLanguage } from '../words.ts';
import { hashOf } from './CiteButton.tsx';
import { InstrumentFacts } from './InstrumentCards.tsx';
import { AddInstrument, WithdrawInstrument } from './InstrumentDialogs.tsx';
import styles from './LawPage.module.css';
import { ProvisionText } from './ProvisionText.tsx';

/** Every article of the province's instruments in our own words, each under the anchor that citations lead to. */
export function LawPage(): ReactNode {
  const { q = '' }: RegulationSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const hash = useLocation({ select: (location) => location.hash });
  const { data, error } = useQuery(instrumentsQuery);
  const { data: me } = useQuery(meQuery);
  const [dialog, setDialog] = useState<'add' | InstrumentView | null>(null);
  const issues = may(me, 'regulation.issue');
  const loaded = data !== undefined;

  // What the address points to is there only once the articles are.
  useEffect(() => {
    const pointed = loaded && hash ? document.getElementById(decodeURIComponent(hash)) : null;
    if (!pointed) return;
    pointed.scrollIntoView();
    pointed.dataset.pointed = '';
    return () => void delete pointed.dataset.pointed;
  }, [loaded, hash]);

  const crumbs = [
    { label: t('admin.title'), to: '/admin' },
    { label: t('regulation.title'), to: '/admin/regulation' },
  ];
  const wanted = fold(q);
  const shown = (data ?? []).map((instrument) => ({
    instrument,
    provisions: instrument.provisions.filter((provision) => saysAll(provision, wanted)),
  }));
  const nothing = wanted !== '' && shown.every(({ provisions }) => provisions.length === 0);
  return (
    <div className={styles.page} data-testid="law-page">
      <PageHead
        crumbs={crumbs}
        title={t('regulation.law')}
        note={t('regulation.law.hint')}
        actions={
          issues && (
            <Button icon="plus" onClick={() => setDialog('add')} data-testid="add-instrument">
              {t('regulation.law.add')}
            </Button>
          )
        }
      />
      <div className={styles.body}>
        {error && <Blank icon="alert" title={t('regulation.failed')} text={errorText(error)} />}
        {!data && !error && <output className={styles.loading} aria-label={t('regulation.loading')} />}
        {data && (
          <div className={styles.search}>
            <TextField
              label={t('regulation.law.search')}
              value={q}
              onValue={(text) => void navigate({ to: '.', search: text ? { q: text } : {}, replace: true })}
            />
          </div>
        )}
        {nothing && <Blank icon="search" title={t('regulation.law.nothing', { q })} />}
        {shown.map(({ instrument, provisions }) =>
          wanted !== '' && provisions.length === 0 ? null : (
            <Instrument
              key={instrument.code}
              instrument={instrument}
              provisions={provisions}
              onWithdraw={issues && instrument.issue ? () => setDialog(instrument) : undefined}
            />
          ),
        )}
      </div>
      {dialog === 'add' && <AddInstrument onClose={() => setDialog(null)} />}
      {dialog && dialog !== 'add' && <WithdrawInstrument instrument={dialog} onClose={() => setDialog(null)} />}
    </div>
  );
}

interface InstrumentProps {
  instrument: InstrumentView;
  provisions: readonly ProvisionView[];
  onWithdraw: (() => void) | undefined;
}

function Instrument({ instrument, provisions, onWithdraw }: InstrumentProps): ReactNode {
  const { code, name, title, note, issue } = instrument;
  let chapter = '';
  return (
    <section id={`instrument-${code}`} className={styles.instrument} aria-label={name} data-testid="instrument">
      <header className={styles.head}>
        <h3>
          <Badge>{code}</Badge> {name}
        </h3>
        <p>{title}</p>
        <InstrumentFacts instrument={instrument} />
        {note && <p className={styles.note}>{inLanguage(note)}</p>}
        {issue && (
          <p className={styles.acts}>
            <Badge tone="accent">{t('regulation.issued')}</Badge>
            {onWithdraw && (
              <Button small onClick={onWithdraw}>
                {t('regulation.withdraw')}
              </Button>
            )}
          </p>
        )}
      </header>
      {provisions.length === 0 && <p className={styles.note}>{t('regulation.law.empty')}</p>}
      {provisions.map((provision) => {
        const opens = provision.chapter !== chapter && provision.chapter !== '';
        chapter = provision.chapter;
        return (
          <div key={provision.ref}>
            {opens && <h4 className={styles.chapter}>{provision.chapter}</h4>}
            <article id={hashOf(provision.ref)} className={styles.article}>
              <ProvisionText provision={provision} anchored />
            </article>
          </div>
        );
      })}
    </section>
  );
}

/** Whether every word stands somewhere in the article. */
function saysAll(provision: ProvisionView, words: string): boolean {
  if (words === '') return true;
  const textOf = (part: ProvisionPart): string => [part.label, part.text, ...part.parts.map(textOf)].join(' ');
  const text = fold(`${provision.ref} ${textOf(provision)}`);
  return words.split(/\s+/).every((word) => text.includes(word));
}
