import type { InstrumentView, IssueInstrument, ValueFault } from '@congvu/contract';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { ApiError } from '../../../api/errors.ts';
import { t } from '../../../app/i18n/index.ts';
import { errorText } from '../../../ui/errorText.ts';
import { DateField } from '../../../ui/form/DateField.tsx';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { regulationApi, regulationKey } from '../api.ts';
import { SchemaEditor } from '../edit/SchemaEditor.tsx';
import { blankOf, type Schema } from '../edit/schema.ts';
import { inLanguage } from '../words.ts';

const word = (text: string): Schema => ({ const: text, type: 'string' });
const text: Schema = {
  type: 'object',
  required: ['vi', 'en'],
  properties: { vi: { type: 'string' }, en: { type: 'string' } },
};
const article: Schema = {
  type: 'object',
  required: ['ref', 'title', 'text', 'by', 'how'],
  properties: {
    ref: { type: 'string' },
    title: text,
    text,
    by: { anyOf: ['guidance', 'workflow', 'report', 'automatic', 'not-yet'].map(word) },
    how: text,
  },
};
const articles: Schema = { type: 'array', minItems: 1, items: article };

const codes = (list: string) =>
  list
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');

/** A new instrument with its articles in our own words. */
export function AddInstrument({ onClose }: { onClose(): void }): ReactNode {
  const client = useQueryClient();
  const [fields, setFields] = useState({
    code: '',
    kind: 'Quyết định',
    number: '',
    title: '',
    issuer: '',
    issued: '',
    from: '',
    amends: '',
    replaces: '',
  });
  const [list, setList] = useState<unknown>(() => blankOf(articles));
  const [reason, setReason] = useState('');
  const field = (key: keyof typeof fields) => ({
    value: fields[key],
    onValue: (value: string) => setFields((before) => ({ ...before, [key]: value })),
  });
  const submit = async () => {
    const { amends, replaces, ...own } = fields;
    const instrument: IssueInstrument['instrument'] = {
      ...own,
      code: own.code.trim(),
      ...(amends.trim() ? { amends: codes(amends) } : {}),
      ...(replaces.trim() ? { replaces: codes(replaces) } : {}),
    };
    await regulationApi.addInstrument({
      instrument,
      articles: list as IssueInstrument['articles'],
      reason: reason.trim(),
    });
    await client.invalidateQueries({ queryKey: regulationKey });
    toast(t('regulation.law.added', { name: `${own.kind} ${own.number}` }));
    onClose();
  };
  return (
    <FormDialog
      title={t('regulation.law.addTitle')}
      intro={t('regulation.law.addIntro')}
      submit={t('regulation.law.add')}
      wide
      onSubmit={submit}
      onClose={onClose}
      explain={(error) => <Explained error={error} />}
      testId="instrument-dialog"
    >
      <FieldRow>
        <TextField
          label={t('regulation.law.code')}
          hint={t('regulation.law.codeHint')}
          {...field('code')}
          half
          required
          autoFocus
        />
        <TextField label={t('regulation.law.kind')} {...field('kind')} half required />
      </FieldRow>
      <FieldRow>
        <TextField label={t('regulation.law.number')} {...field('number')} half required />
        <TextField label={t('regulation.law.issuer')} {...field('issuer')} half required />
      </FieldRow>
      <TextField label={t('regulation.law.name')} {...field('title')} required />
      <FieldRow>
        <DateField label={t('regulation.law.issued')} {...field('issued')} half required />
        <DateField label={t('regulation.law.from')} {...field('from')} half required />
      </FieldRow>
      <FieldRow>
        <TextField label={t('regulation.law.amends')} {...field('amends')} half />
        <TextField label={t('regulation.law.replaces')} {...field('replaces')} half />
      </FieldRow>
      <fieldset style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
        <legend>{t('regulation.law.articles')}</legend>
        <SchemaEditor
          schema={articles}
          value={list}
          onValue={setList}
          rule="instrument"
          field="articles"
          path="/articles"
        />
      </fieldset>
      <TextField label={t('regulation.form.reason')} value={reason} onValue={setReason} required multiline />
    </FormDialog>
  );
}

function Explained({ error }: { error: unknown }): ReactNode {
  const known = error instanceof ApiError && error.code === 'regulation.value' && Array.isArray(error.details);
  const faults = known ? (error.details as ValueFault[]) : [];
  return (
    <>
      {errorText(error)}
      {faults.length > 0 && (
        <ul>
          {faults.map(({ path, reason }) => (
            <li key={`${path} ${reason.en}`}>
              <code>{path}</code>: {inLanguage(reason)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

export function WithdrawInstrument({
  instrument,
  onClose,
}: {
  instrument: InstrumentView;
  onClose(): void;
}): ReactNode {
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  return (
    <FormDialog
      title={t('regulation.law.withdrawTitle', { name: instrument.name })}
      intro={t('regulation.law.withdrawIntro')}
      submit={t('regulation.withdraw')}
      danger
      disabled={reason.trim().length < 3}
      onSubmit={async () => {
        await regulationApi.withdrawInstrument(instrument.issue!.id, reason.trim());
        await client.invalidateQueries({ queryKey: regulationKey });
        toast(t('regulation.withdrawn'));
        onClose();
      }}
      onClose={onClose}
    >
      <TextField label={t('regulation.reason')} value={reason} onValue={setReason} required multiline autoFocus />
    </FormDialog>
  );
}
