import type { Mailbox } from '@congvu/contract';
import type { ReactNode } from 'react';
import { AliasForm } from './AliasForm.tsx';
import { NewMailboxForm } from './NewMailboxForm.tsx';
import type { Owner } from './owner.ts';
import { QuotaForm } from './QuotaForm.tsx';
import { RemoveAliasForm } from './RemoveAliasForm.tsx';
import { RenameForm } from './RenameForm.tsx';
import { StateForm } from './StateForm.tsx';

export type MailboxForm =
  | { kind: 'new' }
  | { kind: 'rename'; mailbox: Mailbox }
  | { kind: 'alias'; mailbox: Mailbox }
  | { kind: 'remove-alias'; mailbox: Mailbox; alias: string }
  | { kind: 'state'; to: Mailbox['state']; mailbox: Mailbox }
  | { kind: 'quota'; mailbox: Mailbox };

interface Props {
  form: MailboxForm;
  owner: Owner;
  onClose(): void;
}

/** The dialogs of the mailbox panel; fetched when the first is opened. */
export default function MailboxForms({ form, owner, onClose }: Props): ReactNode {
  switch (form.kind) {
    case 'new':
      return <NewMailboxForm owner={owner} onClose={onClose} />;
    case 'rename':
      return <RenameForm mailbox={form.mailbox} onClose={onClose} />;
    case 'alias':
      return <AliasForm mailbox={form.mailbox} onClose={onClose} />;
    case 'remove-alias':
      return <RemoveAliasForm mailbox={form.mailbox} alias={form.alias} onClose={onClose} />;
    case 'state':
      return <StateForm mailbox={form.mailbox} to={form.to} onClose={onClose} />;
    case 'quota':
      return <QuotaForm mailbox={form.mailbox} onClose={onClose} />;
  }
}
