import { type ListField, type ListKind, organisationFields, personFields } from '@congvu/contract';
import { currentLanguage } from '../../../app/i18n/index.ts';

type Names = Record<string, { vi: string; en: string } | undefined>;

/** What a column holds, in the page's language. */
export function fieldName(kind: ListKind, field: ListField): string {
  const names = (kind === 'people' ? personFields : organisationFields) as Names;
  return names[field]?.[currentLanguage()] ?? field;
}

export function fieldsOf(kind: ListKind): ListField[] {
  return Object.keys(kind === 'people' ? personFields : organisationFields) as ListField[];
}

/** 0 → A, 26 → AA. */
export function columnName(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnName(Math.floor(column / 26) - 1) + last;
}
