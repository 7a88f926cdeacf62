import type { Bilingual, RegulationOverview } from '@congvu/contract';
import { createContext, type ReactNode, useContext } from 'react';
import { inLanguage } from './words.ts';

interface Kind {
  kind: string;
  name: Bilingual;
}

const Kinds = createContext<readonly Kind[]>([]);

/** The kinds of organisation of the province, by which values are made readable. */
export function KindsOf({
  overview,
  children,
}: {
  overview: RegulationOverview | undefined;
  children: ReactNode;
}): ReactNode {
  const rule = overview?.rules.find(({ name }) => name === 'organisation-kinds');
  return <Kinds value={(rule?.version?.value as Kind[] | undefined) ?? []}>{children}</Kinds>;
}

export const useKinds = (): readonly Kind[] => useContext(Kinds);

/** Names kinds by their ids. */
export function useKindName(): (kind: string) => string {
  const kinds = useKinds();
  return (id) => {
    const found = kinds.find(({ kind }) => kind === id);
    return found ? inLanguage(found.name) : id;
  };
}

/** Keys of values under which ids of kinds stand. */
export const kindKeys: ReadonlySet<string> = new Set(['kinds', 'organisationKinds', 'under', 'parentKind']);
