import type { AppointmentEntry, PersonPage } from '@congvu/contract';
import type { ReactNode } from 'react';
import { AddressForm } from '../forms/AddressForm.tsx';
import { AppointForm } from '../forms/AppointForm.tsx';
import { ChangePersonForm } from '../forms/ChangePersonForm.tsx';
import { ComeBackForm } from '../forms/ComeBackForm.tsx';
import { CorrectAppointmentForm } from '../forms/CorrectAppointmentForm.tsx';
import { LeaveForm } from '../forms/LeaveForm.tsx';
import { RelieveForm } from '../forms/RelieveForm.tsx';
import { RenamePersonForm } from '../forms/RenamePersonForm.tsx';
import { TransferForm } from '../forms/TransferForm.tsx';

/** Which form stands open on a person's page. */
export type PersonForm =
  | { kind: 'change' | 'rename' | 'appoint' | 'address' | 'leave' | 'return' }
  | { kind: 'correct' | 'transfer' | 'relieve'; one: AppointmentEntry };

interface Props {
  page: PersonPage;
  form: PersonForm;
  onClose(): void;
}

export default function PersonForms({ page, form, onClose }: Props): ReactNode {
  const person = { id: page.id, name: page.name, note: null };
  switch (form.kind) {
    case 'change':
      return <ChangePersonForm page={page} onClose={onClose} />;
    case 'rename':
      return <RenamePersonForm page={page} onClose={onClose} />;
    case 'appoint':
      return <AppointForm organisation={null} person={person} onClose={onClose} />;
    case 'address':
      return <AddressForm owner="people" id={page.id} name={page.name} onClose={onClose} />;
    case 'leave':
      return <LeaveForm page={page} onClose={onClose} />;
    case 'return':
      return <ComeBackForm page={page} onClose={onClose} />;
    case 'correct':
      return <CorrectAppointmentForm one={{ ...form.one, person: page.name }} onClose={onClose} />;
    case 'transfer':
      return <TransferForm one={{ ...form.one, person: page.name }} onClose={onClose} />;
    case 'relieve':
      return <RelieveForm one={{ ...form.one, person: page.name }} onClose={onClose} />;
  }
}
