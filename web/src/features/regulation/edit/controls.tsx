/** Controls that know more of a value than its type. */
import { type ReactNode, useRef, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { exampleFor } from '../values/example.ts';
import { FormText } from '../values/FormText.tsx';
import { readDecimal, sizeText } from '../words.ts';
import styles from './SchemaEditor.module.css';
import type { Schema } from './schema.ts';

const MEGABYTE = 2 ** 20;

/** Octets, typed as megabytes: whole ones, or with a decimal. What is no number is none: the server refuses it. */
export function Bytes({ value, onValue }: { value: number; onValue(value: number): void }): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <span className={styles.unit}>
      <input
        className={styles.control}
        type="text"
        inputMode="decimal"
        aria-label="MB"
        data-testid="megabytes"
        value={typed ?? String(Number((value / MEGABYTE).toFixed(3))).replace('.', ',')}
        onChange={(event) => {
          setTyped(event.target.value);
          onValue(Math.round(readDecimal(event.target.value) * MEGABYTE));
        }}
        aria-invalid={!Number.isFinite(value)}
        onBlur={() => Number.isFinite(value) && setTyped(null)}
      />
      MB <small>{Number.isFinite(value) ? `= ${sizeText(value)}` : t('regulation.form.noNumber')}</small>
    </span>
  );
}

interface NumericProps {
  value: number;
  onValue(value: number): void;
  schema: Schema;
  label: string;
}

export function Numeric({ value, onValue, schema, label }: NumericProps): ReactNode {
  return (
    <input
      className={`${styles.control} ${styles.short}`}
      type="number"
      aria-label={label}
      min={schema.minimum}
      max={schema.maximum}
      value={Number.isFinite(value) ? value : ''}
      onChange={(event) => onValue(event.target.value === '' ? Number.NaN : Number(event.target.value))}
    />
  );
}

const units = { D: 'days', W: 'weeks', M: 'months', Y: 'years' } as const;

/** `P6M` as a number and a unit. One of several units (`P1Y6M`) is shown in the smaller. */
export function PeriodInput({
  value,
  onValue,
  label,
}: {
  value: string;
  onValue(value: string): void;
  label: string;
}): ReactNode {
  const [, years = '0', months = '0', weeks = '0', days = '0'] =
    /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(value) ?? [];
  const [amount, unit] =
    Number(days) > 0 && Number(weeks) + Number(months) + Number(years) === 0
      ? [days, 'D']
      : Number(weeks) > 0 && Number(months) + Number(years) === 0
        ? [weeks, 'W']
        : Number(months) > 0
          ? [String(Number(months) + 12 * Number(years)), 'M']
          : [years, 'Y'];
  return (
    <span className={styles.unit}>
      <input
        className={`${styles.control} ${styles.short}`}
        type="number"
        min={1}
        aria-label={label}
        value={amount}
        onChange={(event) => onValue(`P${Math.max(0, Math.trunc(Number(event.target.value)))}${unit}`)}
      />
      <select
        className={styles.control}
        aria-label={label}
        value={unit}
        onChange={(event) => onValue(`P${amount}${event.target.value}`)}
      >
        {Object.entries(units).map(([letter, name]) => (
          <option key={letter} value={letter}>
            {t(`regulation.say.${name}`, { n: '' }).trim()}
          </option>
        ))}
      </select>
    </span>
  );
}

interface WordsProps {
  all: readonly string[];
  chosen: readonly string[];
  nameOf(word: string): string;
  onValue(words: string[]): void;
  label: string;
}

/** Some of a few words. Those chosen stand in the order they were chosen in: it may mean something. */
export function Words({ all, chosen, nameOf, onValue, label }: WordsProps): ReactNode {
  const toggle = (word: string) =>
    onValue(chosen.includes(word) ? chosen.filter((one) => one !== word) : [...chosen, word]);
  return (
    <fieldset className={styles.words} aria-label={label}>
      {all.map((word) => (
        <label key={word} data-on={chosen.includes(word)}>
          <input type="checkbox" checked={chosen.includes(word)} onChange={() => toggle(word)} />
          {nameOf(word)}
        </label>
      ))}
    </fieldset>
  );
}

/** A list of texts, one a line. */
export function Lines({
  value,
  onValue,
  label,
}: {
  value: readonly string[];
  onValue(lines: string[]): void;
  label: string;
}): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const clean = (text: string) =>
    text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '');
  return (
    <>
      <textarea
        className={styles.control}
        aria-label={label}
        rows={Math.min(10, Math.max(2, value.length + 1))}
        spellCheck={false}
        value={typed ?? value.join('\n')}
        onChange={(event) => {
          setTyped(event.target.value);
          onValue(clean(event.target.value));
        }}
        onBlur={() => setTyped(null)}
      />
      <small className={styles.hint}>{t('regulation.form.onePerLine')}</small>
    </>
  );
}

interface FormProps {
  value: string;
  onValue(value: string): void;
  /** What may stand in braces. */
  variables: readonly string[];
  label: string;
}

/** A way of naming: typed, or put together from its parts; with what it makes of the example. */
export function FormInput({ value, onValue, variables, label }: FormProps): ReactNode {
  const box = useRef<HTMLInputElement>(null);
  const insert = (variable: string) => {
    const at = box.current?.selectionStart ?? value.length;
    const until = box.current?.selectionEnd ?? at;
    const piece = `{${variable}}`;
    onValue(`${value.slice(0, at)}${piece}${value.slice(until)}`);
    requestAnimationFrame(() => {
      box.current?.focus();
      box.current?.setSelectionRange(at + piece.length, at + piece.length);
    });
  };
  return (
    <>
      <input
        ref={box}
        className={`${styles.control} ${styles.code}`}
        aria-label={label}
        value={value}
        spellCheck={false}
        onChange={(event) => onValue(event.target.value)}
      />
      {value !== '' && (
        <p className={styles.preview}>
          <FormText form={value} /> <code>{exampleFor(value)}</code>
        </p>
      )}
      <div className={styles.parts}>
        {variables.map((variable) => (
          <button key={variable} type="button" onClick={() => insert(variable)}>
            + <FormText form={`{${variable}}`} />
          </button>
        ))}
      </div>
    </>
  );
}
