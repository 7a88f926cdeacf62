import type { Decision, ListKind, ListOptions, ListPreview } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { CheckField } from '../../../ui/form/CheckField.tsx';
import { DateField } from '../../../ui/form/DateField.tsx';
import { isDay } from '../../../ui/form/day.ts';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { SelectField } from '../../../ui/form/SelectField.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { type Picked, PickOrganisation } from '../pick/Picks.tsx';
import styles from './Lists.module.css';

interface Props {
  options: ListOptions;
  choices: ListPreview['choices'];
  /** What the sheets hold. */
  kinds: ReadonlySet<ListKind>;
  onChange(options: ListOptions): void;
}

export function OptionsForm({ options, choices, kinds, onChange }: Props): ReactNode {
  const set = (some: Partial<ListOptions>) => onChange({ ...options, ...some });
  const [under, setUnder] = useState<Picked | null>(() => {
    const known = choices.roots.find(({ id }) => id === options.underId);
    return options.underId === null
      ? null
      : { id: options.underId, name: known?.name ?? `#${options.underId}`, note: null };
  });
  const [from, setFrom] = useState(options.from ?? '');
  const { mailboxes } = options;
  const wantsMailboxes = mailboxes.people || mailboxes.organisations;
  return (
    <div className={styles.options}>
      <FieldRow>
        <PickOrganisation
          label={t('lists.under')}
          half
          hint={t('lists.underHint')}
          value={under}
          placeholder={t('lists.underNone')}
          onValue={(picked) => {
            setUnder(picked);
            set({ underId: picked?.id ?? null });
          }}
          testId="under"
        />
        <SelectField<Decision>
          label={t('lists.duplicates')}
          half
          hint={t('lists.duplicatesHint')}
          value={options.duplicates}
          onValue={(duplicates) => set({ duplicates })}
          options={[
            { value: 'skip', label: t('lists.skip') },
            { value: 'update', label: t('lists.update') },
            { value: 'add', label: t('lists.add') },
          ]}
          testId="duplicates"
        />
        <fieldset className={styles.boxes}>
          <legend>{t('lists.mailboxes')}</legend>
          {kinds.has('people') && (
            <CheckField
              label={t('lists.mailboxesPeople')}
              value={mailboxes.people}
              onValue={(people) => set({ mailboxes: { ...mailboxes, people } })}
              testId="mailboxes-people"
            />
          )}
          {kinds.has('organisations') && (
            <CheckField
              label={t('lists.mailboxesOrganisations')}
              value={mailboxes.organisations}
              onValue={(organisations) => set({ mailboxes: { ...mailboxes, organisations } })}
            />
          )}
        </fieldset>
        {wantsMailboxes && choices.domains.length > 1 && (
          <SelectField
            label={t('lists.domain')}
            half
            value={options.domain ?? ''}
            onValue={(domain) => set({ domain })}
            options={choices.domains.map((name) => ({ value: name, label: name }))}
          />
        )}
        <DateField
          label={t('lists.from')}
          half
          hint={t('lists.fromHint')}
          value={from}
          onValue={(day) => {
            setFrom(day);
            set({ from: isDay(day) ? day : null });
          }}
        />
        <TextField
          label={t('lists.decision')}
          half
          hint={t('lists.decisionHint')}
          maxLength={300}
          value={options.decision ?? ''}
          onValue={(text) => set({ decision: text.trim() ? text : null })}
        />
        {kinds.has('people') && (
          <CheckField
            label={t('lists.guessHeads')}
            hint={t('lists.guessHeadsHint')}
            value={options.guessHeads}
            onValue={(guessHeads) => set({ guessHeads })}
          />
        )}
      </FieldRow>
    </div>
  );
}
