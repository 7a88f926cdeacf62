import { type Role, type RoleOptions, roleNames } from '@congvu/contract';
import { type ReactNode, useState } from 'react';
import { currentLanguage, t } from '../../app/i18n/index.ts';
import { Choices } from '../../ui/form/CheckField.tsx';
import { FormDialog } from '../../ui/form/FormDialog.tsx';
import { SelectField } from '../../ui/form/SelectField.tsx';
import { isSpan, noSpan, SpanFields, spanBody } from '../../ui/form/span.tsx';
import { TextField } from '../../ui/form/TextField.tsx';
import { toast } from '../../ui/toasts.tsx';
import { type Picked, PickOrganisation, PickPerson } from '../directory/pick/Picks.tsx';
import { grantRole } from './calls.ts';

interface Props {
  options: RoleOptions;
  onClose(): void;
}

/** Gives a person a role, in the whole province or in a part of the tree. */
export function GrantRoleForm({ options, onClose }: Props): ReactNode {
  const language = currentLanguage();
  const own = options.organisations[0];
  const [person, setPerson] = useState<Picked | null>(null);
  const [role, setRole] = useState<Role | ''>(options.grantable.length === 1 ? options.grantable[0]! : '');
  const [reach, setReach] = useState<'province' | 'part'>(options.whole ? 'province' : 'part');
  const [where, setWhere] = useState<Picked | null>(own && !options.whole ? { ...own, note: null } : null);
  const [authority, setAuthority] = useState('');
  const [span, setSpan] = useState(noSpan);
  const [decision, setDecision] = useState('');

  const inUnit = role !== '' && options.unitRoles.includes(role);
  const inPart = inUnit || reach === 'part' || !options.whole;
  const isPersonnel = role === 'personnel-authority';
  const complete =
    person !== null && role !== '' && (!inPart || where !== null) && (!isPersonnel || authority !== '') && isSpan(span);
  const submit = async () => {
    if (!person || role === '') return;
    await grantRole({
      personId: person.id,
      role,
      organisationId: inPart ? (where?.id ?? null) : null,
      authority: isPersonnel ? authority : null,
      ...spanBody(span),
      decision: decision.trim() || null,
    });
    onClose();
    toast(t('roles.granted', { person: person.name, role: roleNames[role][language] }));
  };
  return (
    <FormDialog
      title={t('roles.grant')}
      submit={t('roles.grant')}
      disabled={!complete}
      onSubmit={submit}
      onClose={onClose}
      wide
      testId="grant-role"
    >
      <PickPerson
        label={t('roles.person')}
        name="personId"
        required
        autoFocus
        value={person}
        onValue={setPerson}
        testId="role-person"
      />
      <SelectField
        label={t('roles.role')}
        name="role"
        required
        value={role}
        onValue={setRole}
        placeholder={t('roles.chooseRole')}
        options={options.grantable.map((one) => ({ value: one, label: roleNames[one][language] }))}
        hint={role === '' ? undefined : t(`roles.about.${role}`)}
        testId="role-role"
      />
      {options.whole && role !== '' && !inUnit && (
        <Choices
          label={t('roles.reach')}
          value={reach}
          onValue={setReach}
          options={[
            { value: 'province', label: t('roles.wholeProvince') },
            { value: 'part', label: t('roles.partOfTree'), hint: t('roles.partHint') },
          ]}
        />
      )}
      {role !== '' && inPart && (
        <PickOrganisation
          label={t('roles.organisation')}
          name="organisationId"
          required
          hint={t('roles.organisationHint')}
          value={where}
          onValue={setWhere}
          testId="role-organisation"
        />
      )}
      {isPersonnel && (
        <SelectField
          label={t('roles.authority')}
          name="authority"
          required
          value={authority}
          onValue={setAuthority}
          placeholder={t('roles.chooseAuthority')}
          options={options.authorities.map(({ name }) => ({ value: name, label: name }))}
          hint={t('roles.authorityHint')}
          testId="role-authority"
        />
      )}
      <SpanFields value={span} onValue={setSpan} />
      <TextField
        label={t('roles.decision')}
        name="decision"
        value={decision}
        onValue={setDecision}
        maxLength={500}
        placeholder={t('roles.decisionExample')}
        testId="role-decision"
      />
    </FormDialog>
  );
}
