/** What the calls of `/api/regulation` answer; see `@congvu/contract`. */
import { type TSchema, Type } from 'typebox';
import { Text } from './rules/index.ts';

const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
const Day = Type.String({ format: 'date' });
const Moment = Type.String({ format: 'date-time' });

const Citation = Type.Object({ ref: Type.String(), text: Type.String() });
const Issue = Type.Object({ id: Type.String(), by: nullable(Type.String()), at: Moment, reason: Type.String() });

const Version = Type.Object({
  origin: Type.String(),
  from: Day,
  until: nullable(Day),
  state: Type.String(),
  value: Type.Unknown(),
  cite: nullable(Citation),
  note: nullable(Text),
  issue: nullable(Issue),
  withdrawn: nullable(Type.Object({ by: nullable(Type.String()), at: Moment, reason: Type.String() })),
});

const instrument = {
  code: Type.String(),
  name: Type.String(),
  kind: Type.String(),
  number: nullable(Type.String()),
  title: Type.String(),
  issuer: Type.String(),
  issued: nullable(Day),
  from: Day,
  until: nullable(Day),
  replaces: Type.Array(Type.String()),
  amends: Type.Array(Type.String()),
  note: nullable(Text),
  issue: nullable(Issue),
};

export const Overview = Type.Object({
  province: Type.Object({ id: Type.String(), name: Type.String() }),
  at: Day,
  today: Day,
  instruments: Type.Array(Type.Object(instrument)),
  rules: Type.Array(
    Type.Object({
      name: Type.String(),
      group: Type.String(),
      version: nullable(Version),
      next: nullable(Type.Object({ from: Day })),
      versions: Type.Integer(),
    }),
  ),
});

export const History = Type.Object({
  name: Type.String(),
  group: Type.String(),
  schema: Type.Unknown(),
  versions: Type.Array(Version),
});

/** Its own parts are parts again. */
const Part = Type.Object({
  ref: Type.String(),
  label: Type.String(),
  text: Type.String(),
  parts: Type.Array(Type.Unknown()),
});

export const ProvisionAnswer = Type.Object({
  ref: Type.String(),
  label: Type.String(),
  english: nullable(Type.String()),
  chapter: Type.String(),
  text: Type.String(),
  cite: Citation,
  parts: Type.Array(Part),
});

export const Instruments = Type.Array(
  Type.Object({
    ...instrument,
    articles: Type.Array(
      Type.Object({
        ref: Type.String(),
        title: Text,
        by: Type.String(),
        how: Text,
        figure: nullable(Type.String()),
        link: nullable(Type.String()),
      }),
    ),
    provisions: Type.Array(ProvisionAnswer),
  }),
);

export const Tried = Type.Object({
  present: nullable(Version),
  changes: Type.Array(
    Type.Object({
      path: Type.String(),
      before: Type.Optional(Type.Unknown()),
      after: Type.Optional(Type.Unknown()),
    }),
  ),
  effects: Type.Array(
    Type.Object({
      key: Type.String(),
      weight: Type.String(),
      count: Type.Integer(),
      of: Type.Optional(Type.Integer()),
      data: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()]))),
      examples: Type.Optional(
        Type.Array(
          Type.Object({
            name: Type.String(),
            before: Type.Optional(Type.String()),
            after: Type.Optional(Type.String()),
          }),
        ),
      ),
    }),
  ),
});
