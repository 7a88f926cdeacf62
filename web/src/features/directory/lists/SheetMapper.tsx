import type { ListField, ListKind, SheetMapping, SheetPreview } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { CheckField } from '../../../ui/form/CheckField.tsx';
import { FieldRow } from '../../../ui/form/FieldRow.tsx';
import { SelectField } from '../../../ui/form/SelectField.tsx';
import { TextField } from '../../../ui/form/TextField.tsx';
import { columnName, fieldName, fieldsOf } from './fieldName.ts';
import styles from './Lists.module.css';

interface Props {
  sheet: SheetPreview;
  mapping: SheetMapping;
  onChange(mapping: SheetMapping): void;
}

/** Lines shown before the headings, and after. */
const [before, after] = [3, 8];

/** One sheet: what it is, where its headings are, and above each column what it holds. */
export function SheetMapper({ sheet, mapping, onChange }: Props): ReactNode {
  const { kind, headerLine, headerLines, columns } = mapping;
  const setKind = (next: ListKind | '') => {
    const known = next ? fieldsOf(next) : [];
    onChange({
      ...mapping,
      kind: next || null,
      columns: columns.map((field) => (field && known.includes(field) ? field : null)),
    });
  };
  const setColumn = (column: number, field: ListField | null) =>
    onChange({ ...mapping, columns: columns.map((one, i) => (i === column ? field : one)) });
  return (
    <section className={styles.mapper}>
      <FieldRow>
        <SelectField<ListKind | ''>
          label={t('lists.sheetIs')}
          half
          value={kind ?? ''}
          onValue={setKind}
          placeholder={t('lists.sheetNone')}
          options={[
            { value: 'organisations', label: t('lists.sheetOrganisations') },
            { value: 'people', label: t('lists.sheetPeople') },
          ]}
          testId="sheet-kind"
        />
        <TextField
          label={t('lists.headerLine')}
          half
          hint={t('lists.headerLineHint')}
          inputMode="numeric"
          value={String(headerLine)}
          onValue={(text) =>
            onChange({ ...mapping, headerLine: Math.min(1_048_576, Number(text.replace(/\D/g, '')) || 0) })
          }
          testId="header-line"
        />
        <CheckField
          label={t('lists.headerTwo')}
          value={headerLines === 2}
          onValue={(two) => onChange({ ...mapping, headerLines: two ? 2 : 1 })}
        />
      </FieldRow>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keys as well */}
      <section className={`${styles.sheet} scroll`} tabIndex={0} aria-label={t('lists.preview', { name: sheet.name })}>
        <table>
          <thead>
            {kind && (
              <tr>
                <th scope="col" />
                {columns.map((field, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                  <th key={column} scope="col">
                    <select
                      aria-label={t('lists.column', { name: columnName(column) })}
                      value={field ?? ''}
                      data-chosen={field !== null || undefined}
                      data-testid={`column-${columnName(column)}`}
                      onChange={(event) => setColumn(column, (event.target.value || null) as ListField | null)}
                    >
                      <option value="">{t('lists.columnIgnored')}</option>
                      {fieldsOf(kind).map((one) => (
                        <option key={one} value={one}>
                          {fieldName(kind, one)}
                        </option>
                      ))}
                    </select>
                  </th>
                ))}
              </tr>
            )}
            <tr className={styles.letters}>
              <th scope="col">#</th>
              {columns.map((_, column) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                <th key={column} scope="col">
                  {columnName(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown(sheet, headerLine).map(({ line, cells }) => (
              <tr key={line} data-role={roleOf(line, mapping)}>
                <th scope="row">{line}</th>
                {columns.map((field, column) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
                  <td key={column} data-off={(kind && field === null) || undefined}>
                    {cells[column]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className={styles.quiet}>{t('lists.sheetRows', { n: sheet.rows })}</p>
    </section>
  );
}

function shown({ lines }: SheetPreview, headerLine: number): SheetPreview['lines'] {
  const at = Math.max(
    0,
    lines.findIndex(({ line }) => line >= headerLine),
  );
  return lines.slice(Math.max(0, at - before), at + after);
}

function roleOf(line: number, { headerLine, headerLines }: SheetMapping): 'before' | 'heading' | undefined {
  if (line < headerLine) return 'before';
  return headerLine > 0 && line < headerLine + headerLines ? 'heading' : undefined;
}
