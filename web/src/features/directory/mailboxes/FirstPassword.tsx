import type { NewMailboxAnswer } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import styles from './FirstPassword.module.css';

/** The first password, told once. */
export function FirstPassword({ made, onClose }: { made: NewMailboxAnswer; onClose(): void }): ReactNode {
  const [copied, setCopied] = useState(false);
  const { mailbox, firstPassword } = made;
  const copy = async () => {
    await navigator.clipboard.writeText(firstPassword ?? '');
    setCopied(true);
  };
  return (
    <FormDialog
      title={t('mailbox.firstPassword')}
      intro={t('mailbox.made', { address: mailbox.address ?? '' })}
      submit={t('mailbox.noted')}
      onSubmit={async () => onClose()}
      onClose={onClose}
      sole
      testId="first-password"
    >
      <div className={styles.line}>
        <output className={styles.password} data-testid="first-password-text">
          {firstPassword}
        </output>
        <Button small icon={copied ? 'check' : 'file'} onClick={() => void copy().catch(() => {})}>
          {t(copied ? 'mailbox.copied' : 'mailbox.copy')}
        </Button>
      </div>
      <Callout tone="warning">{t('mailbox.firstPasswordHint')}</Callout>
    </FormDialog>
  );
}
