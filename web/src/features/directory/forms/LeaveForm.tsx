import type { LeaveBody, LeftAnswer, PersonPage } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { SelectField } from '../../../ui/form/SelectField.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { directory, refreshDirectory } from '../calls.ts';
import { HangingDialog } from '../parts/Hanging.tsx';
import { done } from '../parts/undoToast.ts';
import { EffectiveFields, fromToday, orNull } from './effective.tsx';

const reasons = ['retired', 'resigned', 'transferred', 'dismissed', 'died', 'other'] as const;

/** A person leaves the province's service: positions end, and what is left is told. */
export function LeaveForm({ page, onClose }: { page: PersonPage; onClose(): void }): ReactNode {
  const [effective, setEffective] = useState(fromToday);
  const [reason, setReason] = useState<LeaveBody['reason'] | ''>('');
  const [left, setLeft] = useState<LeftAnswer | null>(null);
  const lasting = page.appointments.filter((one) => one.until === null || one.until > effective.day);
  const submit = async () => {
    const { day: on, decision } = effective;
    const body = { revision: page.revision, on, reason: reason as LeaveBody['reason'], decision: orNull(decision) };
    const answer = await directory.leave(page.id, body);
    const { mailboxes, delegations, roles } = answer.hanging;
    if (mailboxes.length + delegations.length + roles.length === 0) return finish(answer);
    setLeft(answer);
    await refreshDirectory();
  };
  // Last, so that taking back is not offered behind a dialog.
  const finish = (answer: LeftAnswer) => {
    onClose();
    void done(t('directory.hasLeft', { name: page.name }), answer);
  };
  if (left) {
    return <HangingDialog hanging={left.hanging} title={t('directory.hangingPerson')} onClose={() => finish(left)} />;
  }
  return (
    <FormDialog
      title={t('directory.leave')}
      intro={page.name}
      submit={t('directory.leaveSubmit')}
      danger
      onSubmit={submit}
      onClose={onClose}
      onStale={() => {
        onClose();
        void refreshDirectory();
      }}
      disabled={reason === ''}
      testId="leave-form"
    >
      <SelectField
        label={t('directory.reason')}
        name="reason"
        required
        value={reason}
        onValue={setReason}
        placeholder={t('directory.chooseReason')}
        options={reasons.map((one) => ({ value: one, label: t(`directory.reason.${one}`) }))}
        testId="reason"
      />
      <EffectiveFields
        value={effective}
        onValue={setEffective}
        name="on"
        label={t('directory.firstDayWithout')}
        plain
      />
      {lasting.length > 0 && (
        <Callout tone="info" title={t('directory.leaveEnds')}>
          <ul>
            {lasting.map((one) => (
              <li key={one.appointmentId}>
                {one.position}, {one.organisation.name}
              </li>
            ))}
          </ul>
        </Callout>
      )}
      <p>{t('directory.leaveNote')}</p>
    </FormDialog>
  );
}
