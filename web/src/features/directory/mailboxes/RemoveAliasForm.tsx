import type { Mailbox } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { refreshDirectory } from '../calls.ts';
import { mailboxCalls } from './calls.ts';
import { keptText } from './keptText.ts';

interface Props {
  mailbox: Mailbox;
  alias: string;
  onClose(): void;
}

export function RemoveAliasForm({ mailbox, alias, onClose }: Props): ReactNode {
  const submit = async () => {
    await mailboxCalls.removeAlias(mailbox.accountId, { address: alias });
    onClose();
    toast(t('mailbox.aliasRemoved', { address: alias }));
    await refreshDirectory();
  };
  return (
    <FormDialog
      title={t('mailbox.removeAlias')}
      submit={t('mailbox.removeAliasSubmit')}
      danger
      onSubmit={submit}
      onClose={onClose}
      testId="remove-alias-form"
    >
      <p>
        {t('mailbox.removeAliasText', { address: alias })} {keptText(mailbox.details)}
      </p>
    </FormDialog>
  );
}
