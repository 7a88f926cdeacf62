import type { DelegationRight, MailboxDelegations } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { CheckField } from '../../../ui/form/CheckField.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { isSpan, noSpan, SpanFields, spanBody } from '../../../ui/form/span.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { type Picked, PickPerson } from '../pick/Picks.tsx';
import { delegate } from './calls.ts';
import styles from './Delegations.module.css';

interface Props {
  accountId: number;
  mailbox: string;
  found: MailboxDelegations;
  onClose(): void;
}

/** What a registry clerk needs. */
const usual: readonly DelegationRight[] = ['read', 'write', 'send_as'];

/** Opens the mailbox to one or several people: what they may do, from when until when, on what ground. */
export function DelegateForm({ accountId, mailbox, found, onClose }: Props): ReactNode {
  const { grantable, limit } = found;
  const [people, setPeople] = useState<readonly Picked[]>([]);
  const [rights, setRights] = useState<readonly DelegationRight[]>(usual.filter((one) => grantable.includes(one)));
  const [span, setSpan] = useState(noSpan);
  const [decision, setDecision] = useState('');
  const written = decision.trim() !== '';
  const submit = async () => {
    const personIds = people.map((person) => person.id);
    await delegate(accountId, { personIds, rights: [...rights], ...spanBody(span), decision: decision.trim() || null });
    onClose();
    toast(t('delegation.done', { people: people.map((person) => person.name).join(', ') }));
  };
  const full = limit.most !== null && people.length >= limit.most;
  return (
    <FormDialog
      title={t('delegation.give')}
      intro={mailbox}
      submit={t('delegation.give')}
      disabled={people.length === 0 || rights.length === 0 || !isSpan(span) || (limit.inWriting && !written)}
      onSubmit={submit}
      onClose={onClose}
      wide
      testId="delegate-form"
    >
      {limit.most !== null && (
        <Callout tone="info">
          {t('delegation.limit', { n: limit.most })} {limit.cite && `(${limit.cite.ref})`}
        </Callout>
      )}
      {!full && (
        <PickPerson
          key={people.length}
          label={t('delegation.people')}
          required
          autoFocus
          hint={t('delegation.peopleHint')}
          value={null}
          onValue={(person) => person && setPeople([...people, person])}
          except={people.map((person) => person.id)}
          testId="delegate-person"
        />
      )}
      {people.length > 0 && (
        <ul className={styles.chosen} aria-label={t('delegation.people')}>
          {people.map((person) => (
            <li key={person.id}>
              <span>
                {person.name} {person.note && <small>{person.note}</small>}
              </span>
              <IconButton
                icon="close"
                size={15}
                label={t('delegation.leaveOut', { person: person.name })}
                onClick={() => setPeople(people.filter((one) => one.id !== person.id))}
              />
            </li>
          ))}
        </ul>
      )}
      <fieldset className={styles.rights}>
        <legend>{t('delegation.rights')}</legend>
        {grantable.map((right) => (
          <CheckField
            key={right}
            label={t(`delegation.right.${right}`)}
            hint={t(`delegation.about.${right}`)}
            value={rights.includes(right)}
            onValue={(on) => setRights(grantable.filter((one) => (one === right ? on : rights.includes(one))))}
            testId={`right-${right}`}
          />
        ))}
      </fieldset>
      <SpanFields value={span} onValue={setSpan} />
      <TextField
        label={t('delegation.decision')}
        name="decision"
        required={limit.inWriting}
        value={decision}
        onValue={setDecision}
        maxLength={500}
        placeholder={t('delegation.decisionExample')}
        hint={t('delegation.decisionHint')}
        testId="delegate-decision"
      />
    </FormDialog>
  );
}
