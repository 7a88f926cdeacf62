import type { ReactNode } from 'react';
import styles from './Table.module.css';

export interface Column<Row> {
  key: string;
  head: string;
  /** The heading is heard, not seen: of a column of buttons. */
  bareHead?: boolean;
  cell(row: Row): ReactNode;
  /** CSS width. */
  width?: string;
  align?: 'end';
  /** On a phone a row becomes a card: this column is its heading, or has no label, or is left out. */
  phone?: 'title' | 'bare' | 'hidden';
}

interface Props<Row> {
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf(row: Row): string | number;
  /** Marks a row, such as one that has ended. */
  dim?(row: Row): boolean;
  testId?: string;
}

/** Rows with columns; on a phone one card for each row. */
export function Table<Row>({ label, columns, rows, keyOf, dim, testId }: Props<Row>): ReactNode {
  return (
    <table className={styles.table} aria-label={label} data-testid={testId}>
      <thead>
        <tr>
          {columns.map(({ key, head, bareHead, width, align }) => (
            <th key={key} scope="col" style={{ width, textAlign: align }}>
              {bareHead ? <span className="visually-hidden">{head}</span> : head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={keyOf(row)} className={dim?.(row) ? styles.dim : undefined}>
            {columns.map(({ key, head, cell, align, phone }) => (
              <td key={key} data-phone={phone} data-label={head} style={{ textAlign: align }}>
                {cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
