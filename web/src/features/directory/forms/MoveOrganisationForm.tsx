import type { OrganisationPage } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { CheckField } from '../../../ui/form/CheckField.tsx';
import { FormDialog } from '../../../ui/form/FormDialog.tsx';
import { directory, refreshDirectory } from '../calls.ts';
import { done } from '../parts/undoToast.ts';
import { type Picked, PickOrganisation } from '../pick/Picks.tsx';
import { EffectiveFields, fromToday, orNull } from './effective.tsx';

/** Puts an organisation, with all below it, under another from a day on. */
export function MoveOrganisationForm({ page, onClose }: { page: OrganisationPage; onClose(): void }): ReactNode {
  const [to, setTo] = useState<Picked | null>(null);
  const [top, setTop] = useState(false);
  const [effective, setEffective] = useState(fromToday);
  const present = page.above.at(-1);
  const submit = async () => {
    const answer = await directory.changeOrganisation(page.id, {
      revision: page.revision,
      from: effective.day,
      decision: orNull(effective.decision),
      fields: { parentId: top ? null : to!.id },
    });
    onClose();
    await done(t('directory.moved', { name: page.name }), answer);
  };
  return (
    <FormDialog
      title={t('directory.moveTitle')}
      intro={present ? t('directory.nowBelow', { name: page.name, above: present.name }) : page.name}
      submit={t('directory.move')}
      onSubmit={submit}
      onClose={onClose}
      onStale={() => {
        onClose();
        void refreshDirectory();
      }}
      disabled={!top && to === null}
      testId="move-form"
    >
      <PickOrganisation
        label={t('directory.newParent')}
        name="parentId"
        required={!top}
        autoFocus
        disabled={top}
        value={to}
        onValue={setTo}
        except={[page.id]}
        testId="parent"
      />
      {present && <CheckField label={t('directory.toTop')} value={top} onValue={setTop} />}
      <EffectiveFields value={effective} onValue={setEffective} />
    </FormDialog>
  );
}
