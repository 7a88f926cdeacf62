import type { OrganisationPage, PersonInOrganisation } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { queryClient } from '../../../app/queryClient.ts';
import { isDay } from '../../../ui/form/day.ts';
import { peopleQuery, treeQuery } from '../calls.ts';
import { ChooseFor } from './ChooseFor.tsx';
import type { PartValues } from './Parts.tsx';

/** By position or sub-unit, the key of the part it goes to. */
export interface Chosen {
  people: ReadonlyMap<number, number>;
  units: ReadonlyMap<number, number>;
}

export const nothingChosen: Chosen = { people: new Map(), units: new Map() };

interface Props {
  page: OrganisationPage;
  /** The day of the split: who will be there then. */
  day: string;
  parts: readonly PartValues[];
  ends: boolean;
  value: Chosen;
  onValue(value: Chosen): void;
}

/** Who and what of an organisation goes to the parts that come out of its split. */
export function SplitChoices({ page, day, parts, ends, value, onValue }: Props): ReactNode {
  const at = isDay(day) ? day : page.today;
  const people = useQuery({
    queryKey: ['directory', 'all-people-of', page.id, at],
    queryFn: () => everybody(page.id, at),
  });
  const units = useQuery({ ...treeQuery(page.id, at), enabled: page.units > 0 });
  const named = parts.map((part, i) => ({
    key: part.key,
    name: part.name.trim() || t('directory.newOrganisationNo', { n: i + 1 }),
  }));
  const hint = t(ends ? 'directory.chooseOthers' : 'directory.chooseStays');
  const staff = (people.data ?? []).map((one) => ({ id: one.appointmentId, name: one.name, note: one.position }));
  const below = (units.data?.nodes ?? []).map((one) => ({ id: one.id, name: one.name, note: null }));
  return (
    <>
      {staff.length > 0 && (
        <ChooseFor
          label={t('directory.choosePeople')}
          hint={hint}
          items={staff}
          parts={named}
          value={value.people}
          onValue={(chosen) => onValue({ ...value, people: chosen })}
          testId="choose-people"
        />
      )}
      {below.length > 0 && (
        <ChooseFor
          label={t('directory.chooseUnits')}
          hint={hint}
          items={below}
          parts={named}
          value={value.units}
          onValue={(chosen) => onValue({ ...value, units: chosen })}
          testId="choose-units"
        />
      )}
    </>
  );
}

async function everybody(organisationId: number, at: string): Promise<PersonInOrganisation[]> {
  const all: PersonInOrganisation[] = [];
  for (;;) {
    const { people, total } = await queryClient.fetchQuery(peopleQuery(organisationId, at, all.length));
    all.push(...people);
    if (people.length === 0 || all.length >= total) return all;
  }
}
