import type { Mailbox } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { fileSize } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Choices } from '../../../ui/form/CheckField.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { refreshDirectory } from '../calls.ts';
import { mailboxCalls } from './calls.ts';

const megabyte = 2 ** 20;

/** How much the mailbox may hold: the regulation's quota, or less. */
export function QuotaForm({ mailbox, onClose }: { mailbox: Mailbox; onClose(): void }): ReactNode {
  const quota = mailbox.details?.quota;
  const most = quota?.most ?? 0;
  const [kind, setKind] = useState<'rule' | 'own'>(quota?.own ? 'own' : 'rule');
  const [size, setSize] = useState(String(Math.floor((quota?.bytes ?? most) / megabyte)));
  const [reason, setReason] = useState('');
  const language = currentLanguage();
  const bytes = /^\d{1,7}$/.test(size.trim()) ? Number(size) * megabyte : null;
  const wrong = kind === 'own' && (bytes === null || bytes < megabyte || bytes > most);
  const submit = async () => {
    const value = kind === 'rule' ? null : bytes;
    const changed = await mailboxCalls.setQuota(mailbox.accountId, { bytes: value, reason: reason.trim() || null });
    onClose();
    toast(t('mailbox.quotaSet', { size: fileSize(changed.details?.quota.bytes ?? most, language) }));
    await refreshDirectory();
  };
  return (
    <FormDialog
      title={t('mailbox.quota')}
      intro={mailbox.address ?? mailbox.name}
      submit={t('app.save')}
      onSubmit={submit}
      onClose={onClose}
      disabled={wrong}
      testId="quota-form"
    >
      <Choices
        label={t('mailbox.size')}
        value={kind}
        onValue={setKind}
        options={[
          {
            value: 'rule',
            label: t('mailbox.quotaByRule', { size: fileSize(most, language) }),
            hint: quota?.cite?.text ?? undefined,
          },
          { value: 'own', label: t('mailbox.quotaOwn') },
        ]}
      />
      {kind === 'own' && (
        <TextField
          label={t('mailbox.quotaMegabytes')}
          name="bytes"
          required
          half
          inputMode="numeric"
          value={size}
          onValue={setSize}
          error={wrong ? t('mailbox.quotaWrong', { most: Math.floor(most / megabyte) }) : undefined}
          testId="quota-size"
        />
      )}
      <TextField label={t('mailbox.reason')} name="reason" value={reason} onValue={setReason} maxLength={500} />
    </FormDialog>
  );
}
