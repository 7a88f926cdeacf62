import type { OrganisationPage, PersonInOrganisation } from '@congvu/contract';
import type { ReactNode } from 'react';
import { AddressForm } from '../forms/AddressForm.tsx';
import { AppointForm } from '../forms/AppointForm.tsx';
import { ChangeOrganisationForm } from '../forms/ChangeOrganisationForm.tsx';
import { ContactDataForm } from '../forms/ContactDataForm.tsx';
import { CorrectAppointmentForm } from '../forms/CorrectAppointmentForm.tsx';
import { MoveOrganisationForm } from '../forms/MoveOrganisationForm.tsx';
import { NewOrganisationForm } from '../forms/NewOrganisationForm.tsx';
import { NewPersonForm } from '../forms/NewPersonForm.tsx';
import { RelieveForm } from '../forms/RelieveForm.tsx';
import { ReorganiseForm } from '../forms/ReorganiseForm.tsx';
import { TransferForm } from '../forms/TransferForm.tsx';
import { UnfoundForm } from '../forms/UnfoundForm.tsx';

/** Which form stands open on an organisation's page. */
export type OrganisationForm =
  | { kind: 'change' | 'move' | 'unit' | 'person' | 'appoint' | 'contact' | 'address' }
  | { kind: 'merged' | 'split' | 'dissolved' | 'unfound' }
  | { kind: 'correct' | 'transfer' | 'relieve'; one: PersonInOrganisation };

interface Props {
  page: OrganisationPage;
  form: OrganisationForm;
  onClose(): void;
}

export default function OrganisationForms({ page, form, onClose }: Props): ReactNode {
  const organisation = { id: page.id, name: page.name, note: null };
  switch (form.kind) {
    case 'change':
      return <ChangeOrganisationForm page={page} onClose={onClose} />;
    case 'move':
      return <MoveOrganisationForm page={page} onClose={onClose} />;
    case 'unit':
      return <NewOrganisationForm parent={organisation} onClose={onClose} />;
    case 'person':
      return <NewPersonForm organisation={organisation} onClose={onClose} />;
    case 'appoint':
      return <AppointForm organisation={organisation} person={null} onClose={onClose} />;
    case 'contact':
      return <ContactDataForm page={page} onClose={onClose} />;
    case 'address':
      return <AddressForm owner="organisations" id={page.id} name={page.name} onClose={onClose} />;
    case 'merged':
    case 'split':
    case 'dissolved':
      return <ReorganiseForm kind={form.kind} page={page} onClose={onClose} />;
    case 'unfound':
      return <UnfoundForm page={page} onClose={onClose} />;
    case 'correct':
      return <CorrectAppointmentForm one={held(form.one, page)} onClose={onClose} />;
    case 'transfer':
      return <TransferForm one={held(form.one, page)} onClose={onClose} />;
    case 'relieve':
      return <RelieveForm one={held(form.one, page)} onClose={onClose} />;
  }
}

const held = (one: PersonInOrganisation, page: OrganisationPage) => ({
  ...one,
  person: one.name,
  organisation: { id: page.id, name: page.name },
});
