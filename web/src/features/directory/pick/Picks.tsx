import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Combobox } from '../../../ui/form/Combobox.tsx';
import type { FieldProps } from '../../../ui/form/Field.tsx';
import { findPage } from '../find/index.ts';

/** An organisation or a person that was chosen. */
export interface Picked {
  id: number;
  name: string;
  /** Shown small: where it stands, or what the person is where. */
  note: string | null;
}

interface Props extends FieldProps {
  value: Picked | null;
  onValue(value: Picked | null): void;
  /** What may not be chosen. */
  except?: readonly number[];
  placeholder?: string;
  disabled?: boolean;
  autoFocus?: boolean;
  testId?: string;
}

/** A field that finds an organisation by name, short name, code or address. */
export const PickOrganisation = (props: Props): ReactNode => <Pick {...props} kind="organisation" />;

/** A field that finds a person by name, initials, position or address. */
export const PickPerson = (props: Props): ReactNode => <Pick {...props} kind="person" />;

function Pick({ kind, except = [], placeholder, ...props }: Props & { kind: 'person' | 'organisation' }): ReactNode {
  const search = async (typed: string, signal: AbortSignal): Promise<Picked[]> => {
    const { entries } = await findPage({ q: typed, kind }, 8 + except.length, undefined, signal);
    return entries
      .filter((entry) => !except.includes(entry.id))
      .map(({ id, name, position, organisation }) => ({
        id,
        name,
        note: [position, organisation?.name].filter(Boolean).join(', ') || null,
      }));
  };
  return (
    <Combobox
      {...props}
      placeholder={placeholder ?? t(kind === 'person' ? 'directory.findPerson' : 'directory.findOrganisation')}
      search={search}
      keyOf={(item) => item.id}
      textOf={(item) => item.name}
      render={(item) => (
        <>
          {item.name}
          {item.note && <small>{item.note}</small>}
        </>
      )}
    />
  );
}
