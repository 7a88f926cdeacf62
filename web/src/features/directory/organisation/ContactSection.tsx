import type { OrganisationPage } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { showDay } from '../../../ui/form/day.ts';
import { Facts, Section } from '../../../ui/page/Section.tsx';
import { ContactList } from '../parts/ContactList.tsx';
import type { OrganisationForm } from './OrganisationForms.tsx';

interface Props {
  page: OrganisationPage;
  onForm(form: OrganisationForm): void;
}

/** How the organisation is reached, its identifiers, and since when it stands so. */
export function ContactSection({ page, onForm }: Props): ReactNode {
  const changes = page.at === page.today && page.may.includes('organisation.contact') && page.state !== 'ended';
  const { phone, fax, website, address, code, legacyCode, founded, until } = page;
  const actions = changes && (
    <>
      <Button small icon="pen" onClick={() => onForm({ kind: 'contact' })} data-testid="edit-contact">
        {t('directory.editContact')}
      </Button>
      <Button small icon="plus" onClick={() => onForm({ kind: 'address' })} data-testid="add-address">
        {t('directory.addAddress')}
      </Button>
    </>
  );
  return (
    <Section title={t('directory.information')} actions={actions} testId="information">
      <Facts
        items={[
          [t('directory.phone'), phone && <a href={`tel:${phone.replace(/[^+0-9]/g, '')}`}>{phone}</a>],
          [t('directory.fax'), fax],
          [t('directory.website'), website && <Website url={website} />],
          [t('directory.address'), address],
          [t('directory.code'), code],
          [t('directory.legacyCode'), legacyCode],
          [t('directory.founded'), showDay(founded)],
          [t('directory.until'), until && showDay(until)],
          [t('directory.decision'), page.decision],
        ]}
      />
      <ContactList contacts={page.contacts} name={page.name} changes={changes} />
    </Section>
  );
}

function Website({ url }: { url: string }): ReactNode {
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {url.replace(/^https?:\/\//, '').replace(/\/$/, '')}
    </a>
  );
}
