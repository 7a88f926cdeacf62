import type { PersonPage } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { directory, refreshDirectory } from '../calls.ts';
import { done } from '../parts/undoToast.ts';

/** The person is back, or never left. */
export function ComeBackForm({ page, onClose }: { page: PersonPage; onClose(): void }): ReactNode {
  const submit = async () => {
    const answer = await directory.comeBack(page.id, page.revision);
    onClose();
    await done(t('directory.isBack', { name: page.name }), answer);
  };
  return (
    <FormDialog
      title={t('directory.comeBack')}
      intro={page.name}
      submit={t('directory.comeBack')}
      onSubmit={submit}
      onClose={onClose}
      onStale={() => {
        onClose();
        void refreshDirectory();
      }}
    >
      <p>{t('directory.comeBackNote')}</p>
    </FormDialog>
  );
}
