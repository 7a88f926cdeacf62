import type { Bilingual, FigurePart, FigureUnit } from '@congvu/contract';
import type { Queryable } from '../../platform/index.ts';
import type { Regulation } from '../../regulation/index.ts';

export interface FigureContext {
  db: Queryable;
  regulation: Regulation;
  province: string;
}

/** What was counted. */
export interface Reading {
  value: number;
  /** Of how many. */
  of?: number;
  parts?: FigurePart[];
  remark?: Bilingual;
}

/** A live figure: what it counts, and how it is counted. Names nobody. */
export interface Figure {
  label: Bilingual;
  unit: FigureUnit;
  /** What is wished for: as many as `of`, none at all, or nothing in particular. */
  aim: 'all' | 'none' | null;
  /** Undefined where the province's rules leave nothing to count. */
  read(context: FigureContext): Promise<Reading | undefined>;
}

export const part = (vi: string, en: string, value: number, unit: FigureUnit): FigurePart => ({
  label: { vi, en },
  value,
  unit,
});

/** The one row of a statement that counts. */
export async function countRow<Row extends object>(
  { db }: FigureContext,
  statement: { name: string; text: string },
  values: unknown[],
): Promise<Row> {
  const { rows } = await db.query<Row & object>({ ...statement, values });
  return rows[0] as Row;
}
