import type { KindOfOrganisation } from '@congvu/contract';
import { useQuery } from '@tanstack/react-query';
import { currentLanguage } from '../../../app/i18n/index.ts';
import type { Option } from '../../../ui/form/SelectField.tsx';
import { kindsQuery } from '../calls.ts';

/** Kinds of organisation as the regulation names them, for forms and labels. */
export function useKinds(): { kinds: readonly KindOfOrganisation[]; nameOf(kind: string): string; options: Option[] } {
  const { data } = useQuery(kindsQuery);
  const kinds = data?.kinds ?? [];
  const language = currentLanguage();
  return {
    kinds,
    nameOf: (kind) => kinds.find((one) => one.kind === kind)?.name[language] ?? kind,
    options: kinds.map(({ kind, name }) => ({ value: kind, label: name[language] })),
  };
}

/** The kind whose words a name begins with: of several the longest. */
export function guessKind(name: string, kinds: readonly KindOfOrganisation[]): string | null {
  const written = name.normalize('NFC').trim().toLowerCase();
  let best: { kind: string; length: number } | null = null;
  for (const { kind, begins = [] } of kinds) {
    for (const words of begins) {
      const begin = words.normalize('NFC').toLowerCase();
      if (written.startsWith(begin) && begin.length > (best?.length ?? 0)) best = { kind, length: begin.length };
    }
  }
  return best?.kind ?? null;
}
