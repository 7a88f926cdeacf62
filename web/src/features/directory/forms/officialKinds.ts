import { t } from '../../../app/i18n/index.ts';
import type { Option } from '../../../ui/form/SelectField.tsx';

const kinds = ['official', 'civil-servant', 'public-employee', 'other'] as const;

export const officialKindOptions = (): Option[] =>
  kinds.map((kind) => ({ value: kind, label: t(`directory.officialKind.${kind}`) }));

export const officialKindName = (kind: string | null): string | null =>
  kinds.some((one) => one === kind) ? t(`directory.officialKind.${kind as (typeof kinds)[number]}`) : null;
