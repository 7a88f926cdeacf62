import type { FindEntry } from '@congvu/contract';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode, RefObject } from 'react';
import { FindBox } from './FindBox.tsx';

interface Props {
  /** Called before the page changes. */
  onDone?: () => void;
  inputRef?: RefObject<HTMLInputElement | null>;
  autoFocus?: boolean;
  list?: 'drop' | 'flow';
  keyHint?: string;
  testId?: string;
}

/** The find box of the whole directory: opens pages, begins messages, shows everything that fits. */
export function DirectoryFind({ onDone, keyHint = 'Ctrl K', ...box }: Props): ReactNode {
  const navigate = useNavigate();
  // The day the directory is looked at on goes along.
  const { at } = useSearch({ strict: false });
  const search = at ? { at } : {};
  const open = ({ kind, id }: FindEntry) => {
    onDone?.();
    if (kind === 'person') void navigate({ to: '/directory/people/$personId', params: { personId: id }, search });
    else void navigate({ to: '/directory/organisations/$organisationId', params: { organisationId: id }, search });
  };
  const write = ({ name, address }: FindEntry) => {
    onDone?.();
    if (address) void import('../parts/write.ts').then((file) => file.writeTo(name, address));
  };
  const all = (q: string) => {
    onDone?.();
    void navigate({ to: '/directory/find', search: { q } });
  };
  return <FindBox {...box} keyHint={keyHint} onChoose={open} onWrite={write} onAll={all} />;
}
