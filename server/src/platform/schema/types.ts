import type { Queryable } from '../pool.ts';

interface Column {
  table: string;
  column: string;
  type: string;
  array: boolean;
  nullable: boolean;
  /** `always` can't be given a value, `default` need not. */
  generated: 'always' | 'default' | null;
  labels: string[] | null;
  view: boolean;
}

/** As `pg-types.ts` makes them arrive. */
const typeOf: Record<string, string> = {
  int2: 'number',
  int4: 'number',
  int8: 'number',
  float4: 'number',
  float8: 'number',
  oid: 'number',
  bool: 'boolean',
  bytea: 'Buffer',
  json: 'unknown',
  jsonb: 'unknown',
  timestamptz: 'Timestamp',
};

const query = `
  SELECT c.relname AS "table", attname AS "column", e.typname AS type, t.typcategory = 'A' AS array,
    NOT attnotnull AS nullable, relkind IN ('v', 'm') AS view,
    CASE WHEN attidentity = 'a' OR attgenerated <> '' THEN 'always' WHEN attidentity = 'd' OR atthasdef THEN 'default' END AS generated,
    (SELECT array_agg(enumlabel::text ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = e.oid) AS labels
  FROM pg_attribute
    JOIN pg_class c ON c.oid = attrelid
    JOIN pg_type d ON d.oid = atttypid
    JOIN pg_type t ON t.oid = CASE WHEN d.typtype = 'd' THEN d.typbasetype ELSE d.oid END
    JOIN pg_type e ON e.oid = CASE WHEN t.typcategory = 'A' THEN t.typelem ELSE t.oid END
  WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm') AND NOT relispartition
    AND attnum > 0 AND NOT attisdropped
  ORDER BY relname, attnum`;

/** Kysely's types for every table of the schema. */
export async function generateTypes(run: Queryable): Promise<string> {
  const { rows } = await run.query<Column & Record<string, unknown>>(query);
  const tables = Map.groupBy(rows, (row) => row.table);
  const interfaces = [...tables].map(([table, columns]) => {
    const lines = columns.map((column) => `  ${column.column}: ${typescriptType(column)};`);
    return `export interface ${pascal(table)}Table {\n${lines.join('\n')}\n}`;
  });
  const names = [...tables.keys()].map((table) => `  ${table}: ${pascal(table)}Table;`);
  const body = [...interfaces, `/** Every table, for Kysely. */\nexport interface DB {\n${names.join('\n')}\n}`].join(
    '\n\n',
  );
  const imports = ['ColumnType', 'Generated', 'GeneratedAlways'].filter(
    (name) => body.includes(`${name}<`) || name === 'ColumnType',
  );
  return `// Generated from the migrations by \`npm run schema\`. A test compares it; do not edit.
import type { ${imports.join(', ')} } from 'kysely';

type Timestamp = ColumnType<Date, Date | string, Date | string>;

${body}
`;
}

function typescriptType(column: Column): string {
  const base = column.labels
    ? column.labels.map((label) => `'${label}'`).join(' | ')
    : (typeOf[column.type] ?? 'string');
  const element = base.includes('|') ? `(${base})` : base;
  const whole = column.array ? `${element}[]` : base;
  const type = column.nullable && base !== 'unknown' ? `${whole} | null` : whole;
  if (column.generated === 'always') return `GeneratedAlways<${type}>`;
  return column.generated === 'default' && !column.view ? `Generated<${type}>` : type;
}

function pascal(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
