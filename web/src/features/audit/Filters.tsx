import { type AuditGroup, auditGroups } from '@congvu/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/form/DateField.tsx';
import { isDay } from '../../ui/form/day.ts';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { PickOrganisation, PickPerson } from '../directory/pick/Picks.tsx';
import styles from './Audit.module.css';
import type { AuditSearch } from './search.ts';

export const useAuditSearch = (): AuditSearch => useSearch({ from: '/shell/admin/audit' });

type Change = { [K in keyof AuditSearch]: AuditSearch[K] | undefined };

/** Milliseconds after the last key. */
const pause = 400;

/** What the trail is narrowed to; it all stands in the address of the page, so that it can be passed on. */
export function Filters(): ReactNode {
  const search = useAuditSearch();
  const navigate = useNavigate({ from: '/admin/audit' });
  const set = (change: Change) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, value]) => value)),
      replace: true,
    });
  // A new box after clearing: it keeps what is typed for itself.
  const [cleared, setCleared] = useState(0);
  const clear = () => {
    setCleared(cleared + 1);
    void navigate({ search: {}, replace: true });
  };
  const picked = (id: number | undefined, name: string | undefined) =>
    id === undefined ? null : { id, name: name ?? String(id), note: null };
  return (
    <search className={styles.filters} aria-label={t('audit.filters')}>
      <TextSearch key={cleared} value={search.text ?? ''} onValue={(text) => set({ text: text || undefined })} />
      <SelectField
        label={t('audit.group')}
        value={search.group ?? ''}
        onValue={(group) => set({ group: group || undefined })}
        placeholder={t('audit.all')}
        options={(Object.keys(auditGroups) as AuditGroup[]).map((group) => ({
          value: group,
          label: auditGroups[group][currentLanguage()],
        }))}
        testId="audit-group"
      />
      <PickPerson
        label={t('audit.actor')}
        value={picked(search.actor, search.actorName)}
        onValue={(one) => set({ actor: one?.id, actorName: one?.name })}
        testId="audit-actor"
      />
      <PickPerson
        label={t('audit.about')}
        value={picked(search.person, search.personName)}
        onValue={(one) => set({ person: one?.id, personName: one?.name })}
        testId="audit-person"
      />
      <PickOrganisation
        label={t('audit.organisation')}
        value={picked(search.in, search.inName)}
        onValue={(one) => set({ in: one?.id, inName: one?.name })}
        testId="audit-organisation"
      />
      <Day label={t('audit.from')} value={search.from} onValue={(from) => set({ from })} testId="audit-from" />
      <Day label={t('audit.until')} value={search.until} onValue={(until) => set({ until })} testId="audit-until" />
      {Object.keys(search).length > 0 && (
        <Button small kind="text" icon="close" onClick={clear} data-testid="clear-filters">
          {t('audit.clear')}
        </Button>
      )}
    </search>
  );
}

function TextSearch({ value, onValue }: { value: string; onValue(value: string): void }): ReactNode {
  const [typed, setTyped] = useState(value);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is typed moves the page
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onValue(typed.trim()), pause);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextField
      label={t('audit.text')}
      type="search"
      value={typed}
      onValue={setTyped}
      placeholder={t('audit.textHint')}
      maxLength={200}
      testId="audit-text"
    />
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  onValue(value: string | undefined): void;
  testId: string;
}

/** Goes to the address once it is a whole day. */
function Day({ label, value, onValue, testId }: DayProps): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <DateField
      label={label}
      value={typed ?? value ?? ''}
      onValue={(day) => {
        const settled = day === '' || isDay(day);
        setTyped(settled ? null : day);
        if (settled) onValue(day || undefined);
      }}
      testId={testId}
    />
  );
}
