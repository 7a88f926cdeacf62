import type { AddressChoice, AddressProposal as Proposal, ProposeFor } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { TextField } from '../../../ui/form/TextField.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import styles from './AddressProposal.module.css';
import { ByHand } from './ByHand.tsx';
import { proposalQuery } from './calls.ts';
import { PassedOver } from './PassedOver.tsx';
import { useSettled } from './useSettled.ts';

interface Props {
  /** For whom. Someone yet to be added may still be typed: it waits for a pause. */
  who: ProposeFor;
  /** Null: nothing that could be taken, as yet. */
  onValue(choice: AddressChoice | null): void;
  /** Hears of each proposal: on what ground a mailbox is given. */
  onProposal?(proposal: Proposal): void;
}

/**
 * Chooses an address: what the regulation gives, with the article and what was passed over; or one by hand, with a reason.
 * Nothing is reserved until the form around it is sent.
 */
export function AddressProposal({ who, onValue, onProposal }: Props): ReactNode {
  const [mode, setMode] = useState<'rule' | 'hand'>('rule');
  const [local, setLocal] = useState('');
  const [reason, setReason] = useState('');
  const [chosenDomain, setDomain] = useState<string>();
  const name = useId();
  const settledWho = useSettled(who);
  const typed = useSettled(local.trim());
  const domainOf = chosenDomain ? { domain: chosenDomain } : {};
  const { data, error, isPending, isFetching, refetch } = useQuery(proposalQuery({ for: settledWho, ...domainOf }));
  const domain = chosenDomain ?? data?.domain ?? '';
  const address = typed && domain ? `${typed}@${domain}` : null;
  const looked = useQuery({
    ...proposalQuery({ for: settledWho, ...domainOf, byHand: address ?? '' }),
    enabled: mode === 'hand' && address !== null,
  });
  const byHand = local.trim() === typed ? (looked.data?.byHand ?? null) : null;

  const choice: AddressChoice | null =
    mode === 'rule'
      ? data?.address
        ? { domain: data.domain }
        : null
      : byHand?.free && reason.trim() !== ''
        ? { address: byHand.address, reason: reason.trim() }
        : null;
  const tell = useRef({ onValue, onProposal });
  tell.current = { onValue, onProposal };
  const text = JSON.stringify(choice);
  useEffect(() => tell.current.onValue(JSON.parse(text) as AddressChoice | null), [text]);
  useEffect(() => {
    if (!data) return;
    tell.current.onProposal?.(data);
    if (data.fault) setMode('hand');
  }, [data]);

  if (error && !data) {
    return (
      <Callout tone="error">
        {errorText(error)}
        <Button small onClick={() => void refetch()}>
          {t('app.retry')}
        </Button>
      </Callout>
    );
  }
  return (
    <fieldset className={styles.choices} aria-busy={isFetching} data-testid="address-proposal">
      <legend className={styles.legend}>{t('mailbox.address')}</legend>
      <label className={styles.choice} data-chosen={mode === 'rule'}>
        <input
          type="radio"
          name={name}
          checked={mode === 'rule'}
          disabled={Boolean(data?.fault)}
          onChange={() => setMode('rule')}
          data-testid="by-rule"
        />
        <span className={styles.words}>
          <span className={styles.title}>{t('mailbox.byRule')}</span>
          {isPending ? (
            <span className={styles.quiet}>{t('mailbox.looking')}</span>
          ) : (
            data && <ByRule proposal={data} />
          )}
        </span>
      </label>
      {data && data.tried.length > 0 && mode === 'rule' && <PassedOver tried={data.tried} />}
      <label className={styles.choice} data-chosen={mode === 'hand'}>
        <input
          type="radio"
          name={name}
          checked={mode === 'hand'}
          onChange={() => setMode('hand')}
          data-testid="by-hand"
        />
        <span className={styles.words}>
          <span className={styles.title}>{t('mailbox.byHand')}</span>
          <span className={styles.quiet}>{t('mailbox.byHandHint')}</span>
        </span>
      </label>
      {mode === 'hand' && (
        <div className={styles.hand}>
          <ByHand
            local={local}
            onLocal={setLocal}
            domain={domain}
            domains={data?.domains ?? []}
            onDomain={setDomain}
            looked={byHand}
            looking={address !== null && byHand === null && !looked.error}
            error={looked.error}
          />
          <TextField
            label={t('mailbox.reason')}
            name="reason"
            required
            value={reason}
            onValue={setReason}
            maxLength={500}
            hint={t('mailbox.reasonHint')}
            testId="by-hand-reason"
          />
        </div>
      )}
    </fieldset>
  );
}

/** The address, and the words of why. */
function ByRule({ proposal }: { proposal: Proposal }): ReactNode {
  const language = currentLanguage();
  const { address, cite, note, fault, withoutOverride } = proposal;
  if (fault || !address) return <span className={styles.fault}>{fault?.text[language] ?? t('mailbox.noAddress')}</span>;
  return (
    <>
      <span className={styles.address} data-testid="proposed-address">
        {address}
      </span>
      <span className={styles.why} data-testid="proposed-why">
        {cite?.text ?? t('mailbox.noArticle')}
        {note && `: ${note[language]}`}
      </span>
      {withoutOverride && (
        <span className={styles.why}>{t('mailbox.withoutOverride', { address: withoutOverride })}</span>
      )}
    </>
  );
}
