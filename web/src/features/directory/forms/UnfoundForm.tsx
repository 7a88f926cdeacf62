import type { OrganisationPage } from '@congvu/contract';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { directory, refreshDirectory } from '../calls.ts';
import { done } from '../parts/undoToast.ts';
import { orNull } from './effective.tsx';

/** Deletes an organisation that was recorded by mistake, while nothing ever hung on it. */
export function UnfoundForm({ page, onClose }: { page: OrganisationPage; onClose(): void }): ReactNode {
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const submit = async () => {
    const answer = await directory.removeOrganisation(page.id, { revision: page.revision, reason: orNull(reason) });
    onClose();
    // Away first: this page would be asked for once more.
    await (page.parentId === null
      ? navigate({ to: '/directory', search: {} })
      : navigate({
          to: '/directory/organisations/$organisationId',
          params: { organisationId: page.parentId },
          search: {},
        }));
    await done(t('directory.unfounded', { name: page.name }), answer);
  };
  return (
    <FormDialog
      title={t('directory.unfound')}
      intro={t('directory.unfoundIntro', { name: page.name })}
      submit={t('directory.unfoundSubmit')}
      danger
      onSubmit={submit}
      onClose={onClose}
      onStale={() => {
        onClose();
        void refreshDirectory();
      }}
      testId="unfound-form"
    >
      <TextField
        label={t('directory.unfoundReason')}
        name="reason"
        value={reason}
        onValue={setReason}
        placeholder={t('directory.unfoundReasonHint')}
        maxLength={300}
        testId="reason"
      />
    </FormDialog>
  );
}
