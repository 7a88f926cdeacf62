import { type ReactNode, useContext, useId } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { kindKeys, useKindName, useKinds } from '../kinds.tsx';
import { isText as isTextValue, nullWord } from '../values/Plain.tsx';
import { fieldLabel, inLanguage, wordOf } from '../words.ts';
import { Bytes, FormInput, Lines, Numeric, PeriodInput, Words } from './controls.tsx';
import { Faults } from './faults.ts';
import styles from './SchemaEditor.module.css';
import { blankOf, choicesOf, isPeriod, isText, nullable, type Schema, variablesOf, variantOf } from './schema.ts';

interface Props {
  schema: Schema;
  value: unknown;
  onValue(value: unknown): void;
  rule: string;
  /** What it stands under. */
  field?: string;
  /** Where it is: `/ladder/0/form`. */
  path?: string;
}

type Values = Record<string, unknown>;

/** A form for any value that a schema describes: the typed controls where the form is known, and lists of entries. */
export function SchemaEditor({ schema, value, onValue, rule, field = '', path = '' }: Props): ReactNode {
  const common = { rule, field, path };
  const orNull = nullable(schema);
  if (orNull) return <OrNull schema={orNull} value={value} onValue={onValue} {...common} />;
  const choices = choicesOf(schema);
  if (choices) return <Choice choices={choices} value={value} onValue={onValue} {...common} />;
  if (schema.anyOf) return <Variants schema={schema} value={value} onValue={onValue} {...common} />;
  if (isText(schema)) return <TextInBoth value={value as Values} onValue={onValue} {...common} />;
  switch (schema.type) {
    case 'object':
      return schema.patternProperties ? (
        <Codes value={(value ?? {}) as Record<string, string>} onValue={onValue} {...common} />
      ) : (
        <Fields schema={schema} value={(value ?? {}) as Values} onValue={onValue} {...common} />
      );
    case 'array':
      return <List schema={schema} value={(value ?? []) as unknown[]} onValue={onValue} {...common} />;
    case 'boolean':
      return <Flag value={value === true} onValue={onValue} label={fieldLabel(field, rule)} />;
    case 'integer':
    case 'number':
      return field === 'bytes' ? (
        <Bytes value={value as number} onValue={onValue} />
      ) : (
        <Numeric value={value as number} onValue={onValue} schema={schema} label={fieldLabel(field, rule)} />
      );
    default: {
      const variables = variablesOf(schema);
      if (variables) {
        const label = fieldLabel(field, rule);
        return <FormInput value={String(value ?? '')} onValue={onValue} variables={variables} label={label} />;
      }
      return isPeriod(schema) ? (
        <PeriodInput value={String(value ?? '')} onValue={onValue} label={fieldLabel(field, rule)} />
      ) : (
        <OneLine value={String(value ?? '')} onValue={onValue} {...common} />
      );
    }
  }
}

type Control = Omit<Props, 'schema'> & { rule: string; field: string; path: string };

/** The object's keys, those that may be left out behind a box to tick. */
function Fields({ schema, value, onValue, rule, path }: Control & { schema: Schema; value: Values }): ReactNode {
  const required = new Set(schema.required);
  const keys = Object.keys(schema.properties ?? {});
  return (
    <div className={styles.fields}>
      {keys.map((key) => {
        const part = schema.properties![key]!;
        const there = value[key] !== undefined;
        const set = (next: unknown) => onValue({ ...value, [key]: next });
        const drop = () => onValue(Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)));
        const below = `${path}/${key}`;
        return (
          <div key={key} className={styles.field} data-path={below}>
            {required.has(key) ? (
              part.type !== 'boolean' && <span className={styles.label}>{fieldLabel(key, rule)}</span>
            ) : (
              <label className={styles.optional}>
                <input type="checkbox" checked={there} onChange={() => (there ? drop() : set(blankOf(part)))} />
                {fieldLabel(key, rule)} <small>({t('regulation.form.optional')})</small>
              </label>
            )}
            {(there || required.has(key)) && (
              <SchemaEditor schema={part} value={value[key]} onValue={set} rule={rule} field={key} path={below} />
            )}
            <FaultAt path={below} />
          </div>
        );
      })}
    </div>
  );
}

/** What the server said of a place, and of nothing deeper. */
function FaultAt({ path }: { path: string }): ReactNode {
  const reason = useContext(Faults).get(path);
  return reason ? (
    <p className={styles.fault} role="alert">
      {reason}
    </p>
  ) : null;
}

function List({
  schema,
  value,
  onValue,
  rule,
  field,
  path,
}: Control & { schema: Schema; value: unknown[] }): ReactNode {
  const items = schema.items ?? {};
  const kinds = useKinds();
  const kindName = useKindName();
  const choices = choicesOf(items);
  const set = (words: string[]) => onValue(words);
  if (kindKeys.has(field)) {
    const all = [...new Set([...kinds.map(({ kind }) => kind), ...(value as string[])])];
    return (
      <Words all={all} chosen={value as string[]} nameOf={kindName} onValue={set} label={fieldLabel(field, rule)} />
    );
  }
  if (choices) {
    const nameOf = (word: string) => wordOf(word, field);
    return (
      <Words all={choices} chosen={value as string[]} nameOf={nameOf} onValue={set} label={fieldLabel(field, rule)} />
    );
  }
  if (items.type === 'string') {
    return <Lines value={value as string[]} onValue={set} label={fieldLabel(field, rule)} />;
  }
  const put = (i: number, next: unknown) => onValue(value.map((item, at) => (at === i ? next : item)));
  const move = (i: number, by: number) => {
    const next = [...value];
    next.splice(i + by, 0, ...next.splice(i, 1));
    onValue(next);
  };
  return (
    <div className={styles.list}>
      {value.map((item, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: entries have nothing else that tells them apart while they are written
        <fieldset key={i} className={styles.item} data-path={`${path}/${i}`}>
          <legend>{titleOf(item, i)}</legend>
          <div className={styles.tools}>
            <IconButton
              icon="up"
              size={15}
              label={t('regulation.form.up')}
              disabled={i === 0}
              onClick={() => move(i, -1)}
            />
            <IconButton
              icon="down"
              size={15}
              label={t('regulation.form.down')}
              disabled={i === value.length - 1}
              onClick={() => move(i, 1)}
            />
            <IconButton
              icon="trash"
              size={15}
              label={t('regulation.form.remove')}
              disabled={value.length <= (schema.minItems ?? 0)}
              onClick={() => onValue(value.filter((_, at) => at !== i))}
            />
          </div>
          <SchemaEditor
            schema={items}
            value={item}
            onValue={(next) => put(i, next)}
            rule={rule}
            field={field}
            path={`${path}/${i}`}
          />
          <FaultAt path={`${path}/${i}`} />
        </fieldset>
      ))}
      <Button
        small
        icon="plus"
        onClick={() => onValue([...value, blankOf(items)])}
        data-testid={`add-${field || rule}`}
      >
        {t('regulation.form.add')}
      </Button>
    </div>
  );
}

/** What tells an entry apart in a list, or its number. */
function titleOf(item: unknown, i: number): string {
  const { name, who, form, kind, event, report, ref } = (item ?? {}) as Values;
  if (isTextValue(name) && name.vi) return inLanguage(name);
  if (isTextValue(who) && who.vi) return inLanguage(who);
  for (const [key, word] of Object.entries({ kind, event, form, report, ref })) {
    if (typeof word === 'string' && word && !word.includes('{')) return `${i + 1}. ${wordOf(word, key)}`;
  }
  return t('regulation.form.item', { n: i + 1 });
}

function Choice({ choices, value, onValue, rule, field }: Control & { choices: string[] }): ReactNode {
  if (choices.length === 1) return <span>{wordOf(choices[0]!, field)}</span>;
  return (
    <select
      className={styles.control}
      aria-label={fieldLabel(field, rule)}
      value={String(value ?? '')}
      onChange={(event) => onValue(event.target.value)}
    >
      {choices.map((choice) => (
        <option key={choice} value={choice}>
          {wordOf(choice, field)}
        </option>
      ))}
    </select>
  );
}

/** A value of one of several forms: which, and then that form's own fields. */
function Variants({ schema, value, onValue, rule, field, path }: Control & { schema: Schema }): ReactNode {
  const variants = schema.anyOf ?? [];
  const at = variantOf(variants, value);
  const nameOf = (variant: Schema) => {
    if (typeof variant.const === 'string') return wordOf(variant.const, field);
    const key = (variant.required ?? Object.keys(variant.properties ?? {}))[0];
    return key ? fieldLabel(key, rule) : (variant.type ?? '');
  };
  const chosen = variants[at];
  return (
    <div className={styles.variants}>
      <select
        className={styles.control}
        aria-label={fieldLabel(field, rule)}
        value={at}
        onChange={(event) => onValue(blankOf(variants[Number(event.target.value)]!))}
      >
        {variants.map((variant, i) => (
          <option key={nameOf(variant)} value={i}>
            {nameOf(variant)}
          </option>
        ))}
      </select>
      {chosen && chosen.const === undefined && (
        <SchemaEditor schema={chosen} value={value} onValue={onValue} rule={rule} field={field} path={path} />
      )}
    </div>
  );
}

function OrNull({ schema, value, onValue, ...common }: Control & { schema: Schema }): ReactNode {
  return (
    <div className={styles.variants}>
      <label className={styles.optional}>
        <input
          type="checkbox"
          checked={value === null}
          onChange={() => onValue(value === null ? blankOf(schema) : null)}
        />
        {nullWord(common.field)}
      </label>
      {value !== null && <SchemaEditor schema={schema} value={value} onValue={onValue} {...common} />}
    </div>
  );
}

function TextInBoth({ value, onValue, rule, field }: Control & { value: Values }): ReactNode {
  const { vi = '', en = '' } = (value ?? {}) as { vi?: string; en?: string };
  const label = fieldLabel(field, rule);
  return (
    <div className={styles.both}>
      <input
        className={styles.control}
        aria-label={`${label}, ${t('regulation.form.vi')}`}
        placeholder={t('regulation.form.vi')}
        lang="vi"
        value={vi}
        onChange={(event) => onValue({ vi: event.target.value, en })}
      />
      <input
        className={styles.control}
        aria-label={`${label}, ${t('regulation.form.en')}`}
        placeholder={t('regulation.form.en')}
        lang="en"
        value={en}
        onChange={(event) => onValue({ vi, en: event.target.value })}
      />
    </div>
  );
}

/** Words and what is written for them: `thị trấn = tt`. */
function Codes({ value, onValue, rule, field }: Control & { value: Record<string, string> }): ReactNode {
  const lines = Object.entries(value).map(([word, code]) => `${word} = ${code}`);
  const read = (words: string[]) =>
    Object.fromEntries(
      words.map((line) => line.split('=').map((side) => side.trim())).map(([word, code = '']) => [word!, code]),
    );
  return <Lines value={lines} onValue={(words) => onValue(read(words))} label={fieldLabel(field, rule)} />;
}

function Flag({ value, onValue, label }: { value: boolean; onValue(value: boolean): void; label: string }): ReactNode {
  return (
    <label className={styles.optional}>
      <input type="checkbox" checked={value} onChange={(event) => onValue(event.target.checked)} />
      {label}
    </label>
  );
}

function OneLine({ value, onValue, rule, field }: Control & { value: string }): ReactNode {
  const id = useId();
  const kinds = useKinds();
  const kindName = useKindName();
  if (kindKeys.has(field)) {
    return (
      <select
        className={styles.control}
        aria-label={fieldLabel(field, rule)}
        value={value}
        onChange={(event) => onValue(event.target.value)}
      >
        {[...new Set([value, ...kinds.map(({ kind }) => kind)])].map((kind) => (
          <option key={kind} value={kind}>
            {kindName(kind)}
          </option>
        ))}
      </select>
    );
  }
  return (
    <input
      id={id}
      className={styles.control}
      aria-label={fieldLabel(field, rule)}
      value={value}
      spellCheck={false}
      onChange={(event) => onValue(event.target.value)}
    />
  );
}
