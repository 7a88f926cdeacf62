import type { MailboxOptions } from '@congvu/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { SelectField } from '../../../ui/form/SelectField.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { PickOrganisation } from '../pick/Picks.tsx';
import styles from './MailboxesPage.module.css';
import type { MailboxSearch } from './route.ts';
import { useSettled } from './useSettled.ts';

/** What the list is narrowed by; it all stands in the address of the page, so that it can be passed on. */
export function Filters({ options }: { options: MailboxOptions | undefined }): ReactNode {
  const search = useSearch({ from: '/shell/directory/mailboxes' });
  const navigate = useNavigate({ from: '/directory/mailboxes' });
  const [q, setQ] = useState(search.q ?? '');
  const settled = useSettled(q.trim());
  const set = (change: { [K in keyof MailboxSearch]: MailboxSearch[K] | undefined }) =>
    void navigate({
      search: (now) => Object.fromEntries(Object.entries({ ...now, ...change }).filter(([, v]) => v !== undefined)),
      replace: true,
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed moves the page
  useEffect(() => {
    if (settled !== (search.q ?? '')) set({ q: settled || undefined });
  }, [settled]);
  const { kind, state, over, unused } = search;
  const narrowed = Boolean(search.q || kind || state || search.in || over || unused);
  return (
    <search className={styles.filters} aria-label={t('mailbox.filters')}>
      <TextField
        label={t('mailbox.search')}
        type="search"
        half
        value={q}
        onValue={setQ}
        placeholder={t('mailbox.searchHint')}
        testId="mailbox-search"
      />
      <PickOrganisation
        label={t('mailbox.organisation')}
        half
        value={search.in ? { id: search.in, name: search.inName ?? String(search.in), note: null } : null}
        onValue={(picked) => set({ in: picked?.id, inName: picked?.name })}
        testId="mailbox-organisation"
      />
      <SelectField
        label={t('mailbox.kind')}
        half
        value={kind ?? ''}
        onValue={(value) => set({ kind: value || undefined })}
        placeholder={t('mailbox.all')}
        options={(['personal', 'organisation'] as const).map((one) => ({
          value: one,
          label: t(`mailbox.kind.${one}`),
        }))}
        testId="mailbox-kind"
      />
      <SelectField
        label={t('mailbox.stateHead')}
        half
        value={state ?? ''}
        onValue={(value) => set({ state: value || undefined })}
        placeholder={t('mailbox.all')}
        options={(['active', 'locked', 'closed'] as const).map((one) => ({
          value: one,
          label: t(`mailbox.state.${one}`),
        }))}
        testId="mailbox-state"
      />
      <SelectField
        label={t('mailbox.size')}
        half
        value={over ? String(over) : ''}
        onValue={(value) => set({ over: value ? Number(value) : undefined })}
        placeholder={t('mailbox.all')}
        options={sizes(options).map((percent) => ({
          value: String(percent),
          label: t(percent >= 100 ? 'mailbox.full' : 'mailbox.overPercent', { percent }),
        }))}
        testId="mailbox-over"
      />
      <SelectField
        label={t('mailbox.unused')}
        half
        value={unused ? String(unused) : ''}
        onValue={(value) => set({ unused: value ? Number(value) : undefined })}
        placeholder={t('mailbox.all')}
        options={periods(options).map(({ months, cite }) => ({
          value: String(months),
          label: t('mailbox.unusedMonths', { n: months }) + (cite ? ` (${cite})` : ''),
        }))}
        testId="mailbox-unused"
      />
      {narrowed && (
        <Button
          small
          kind="text"
          icon="close"
          onClick={() => {
            setQ('');
            set({
              q: undefined,
              kind: undefined,
              state: undefined,
              in: undefined,
              inName: undefined,
              over: undefined,
              unused: undefined,
            });
          }}
          data-testid="clear-filters"
        >
          {t('mailbox.clearFilters')}
        </Button>
      )}
    </search>
  );
}

/** Half full, the regulation's warning level, full. */
const sizes = (options: MailboxOptions | undefined): number[] =>
  [...new Set([50, options?.warnPercent ?? 100, 100])].sort((a, b) => a - b);

/** The regulation's periods, and a few to look by. */
function periods(options: MailboxOptions | undefined): { months: number; cite: string | null }[] {
  const own = (options?.unused ?? []).map(({ months, cite }) => ({ months, cite: cite?.ref ?? null }));
  const common = [1, 3].filter((months) => !own.some((one) => one.months === months));
  return [...common.map((months) => ({ months, cite: null })), ...own].sort((a, b) => a.months - b.months);
}
