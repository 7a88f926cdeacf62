import type { Bilingual, Citation } from '@congvu/contract';
import type { ReactNode } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { kindKeys, useKindName } from '../kinds.tsx';
import { CiteButton } from '../law/CiteButton.tsx';
import { dayOfYear, fieldLabel, inLanguage, isPeriod, listed, periodText, wordOf, yesNo } from '../words.ts';
import { FormText } from './FormText.tsx';
import styles from './values.module.css';

type Values = Record<string, unknown>;

const isObject = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const isText = (value: unknown): value is Bilingual =>
  isObject(value) && typeof value.vi === 'string' && typeof value.en === 'string' && Object.keys(value).length === 2;
const isPlain = (value: unknown): boolean => !isObject(value) && !Array.isArray(value);

/** Words of a value, not the ids a province makes up for itself. */
const spelled = new Set([
  'domain',
  'local',
  'special',
  'standard',
  'charset',
  'organisation',
  'above',
  'report',
  'as',
  'words',
  'drop',
  'strip',
  'begins',
  'names',
  'positions',
  'stamps',
]);
const monthDays = new Set(['yearly', 'start', 'day', 'lunar']);

interface Props {
  value: unknown;
  rule: string;
  /** What it stands under. */
  field?: string;
}

/** Any value, readable: objects as pairs, lists of objects as tables, ids and words by their names. */
export function Plain({ value, rule, field = '' }: Props): ReactNode {
  if (value === null || value === undefined) return <span className={styles.none}>{nullWord(field)}</span>;
  if (isText(value)) return inLanguage(value);
  if (Array.isArray(value)) return <PlainList items={value} rule={rule} field={field} />;
  if (isObject(value)) return <Pairs value={value} rule={rule} />;
  return <Word value={value as string | number | boolean} field={field} />;
}

/** What null means under a key. */
export const nullWord = (field: string): string =>
  t(
    field === 'period'
      ? 'regulation.word.never'
      : field === 'most'
        ? 'regulation.word.anyNumber'
        : field === 'before'
          ? 'regulation.word.atOnce'
          : field === 'by' || field === 'confirmedBy'
            ? 'regulation.word.nobody'
            : 'regulation.word.no',
  );

function Word({ value, field }: { value: string | number | boolean; field: string }): ReactNode {
  const kindName = useKindName();
  if (typeof value === 'boolean') return yesNo(value);
  if (typeof value === 'number') return value.toLocaleString();
  if (kindKeys.has(field)) return kindName(value);
  if (monthDays.has(field) && /^\d\d-\d\d$/.test(value)) return dayOfYear(value);
  if (/\{[a-z]/.test(value)) return <FormText form={value} />;
  if (spelled.has(field)) return value;
  return isPeriod(value) ? periodText(value) : wordOf(value, field);
}

function PlainList({ items, rule, field }: { items: readonly unknown[]; rule: string; field: string }): ReactNode {
  const kindName = useKindName();
  if (items.length === 0) {
    return <span className={styles.none}>{field === '' ? t('regulation.say.nothing') : '–'}</span>;
  }
  if (items.every(isPlain)) {
    const words = items.map((item) =>
      kindKeys.has(field) ? kindName(String(item)) : spelled.has(field) ? String(item) : wordOf(String(item), field),
    );
    return spelled.has(field) || words.length > 6 ? <Chips words={words} /> : listed(words);
  }
  const rows = items.filter(isObject);
  if (field === 'attachments') return <Attachments rows={rows} />;
  return <Rows rows={rows} rule={rule} />;
}

/** Papers to be enclosed, each with when. */
function Attachments({ rows }: { rows: readonly Values[] }): ReactNode {
  return (
    <ul className={styles.plainList}>
      {rows.map(({ kind, name, when, basis }) => {
        const conditions = [
          ...(Array.isArray(when) ? when.map((event) => wordOf(String(event), 'when')) : []),
          ...(typeof basis === 'string' ? [wordOf(basis, 'basis')] : []),
        ];
        return (
          <li key={String(kind)}>
            {isText(name) && inLanguage(name)}
            {conditions.length > 0 && ` (${conditions.join(', ')})`}
          </li>
        );
      })}
    </ul>
  );
}

export function Chips({ words }: { words: readonly string[] }): ReactNode {
  return (
    <ul className={styles.chips}>
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  );
}

function Pairs({ value, rule }: { value: Values; rule: string }): ReactNode {
  const keys = Object.keys(value).filter((key) => key !== 'cite' && key !== 'note');
  // One thing alone needs no label: what stands above it says what it is.
  const only = keys.length === 1 ? value[keys[0]!] : undefined;
  if (only !== undefined && (isPlain(only) || isText(only)))
    return <Plain value={value[keys[0]!]} rule={rule} field={keys[0]!} />;
  return (
    <dl className={styles.pairs}>
      {keys.map((key) => (
        <div key={key}>
          <dt>{fieldLabel(key, rule)}</dt>
          <dd>
            <Plain value={value[key]} rule={rule} field={key} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** What a row is about stands first. */
const leading = ['name', 'role', 'kind', 'event', 'mailbox', 'subject', 'who'];
/** Ids that say nothing beside a name. */
const madeUp = new Set(['kind', 'report']);

/** Rows of a table; on a phone, cards. Ids a province made up for itself say nothing to a reader and are left out. */
function Rows({ rows, rule }: { rows: readonly Values[]; rule: string }): ReactNode {
  const all = [...new Set(rows.flatMap(Object.keys))];
  const named = all.includes('name');
  const told = (key: string) =>
    key !== 'cite' && key !== 'note' && !(named && (madeUp.has(key) || (key === 'level' && rule === 'secrecy-levels')));
  const order = [...leading.filter((key) => all.includes(key)), ...all.filter((key) => !leading.includes(key))].filter(
    told,
  );
  const grounds = all.includes('cite') || all.includes('note');
  return (
    <div className={styles.wide}>
      <table className={styles.table}>
        <thead>
          <tr>
            {order.map((key) => (
              <th key={key} scope="col">
                {fieldLabel(key, rule)}
              </th>
            ))}
            {grounds && <th scope="col">{fieldLabel('cite', rule)}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a version's rows never change places
            <tr key={i}>
              {order.map((key) => (
                <td key={key} data-label={fieldLabel(key, rule)}>
                  {row[key] === undefined ? '' : <Plain value={row[key]} rule={rule} field={key} />}
                </td>
              ))}
              {grounds && (
                <td data-label={fieldLabel('cite', rule)}>
                  <Grounds row={row} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The article of one entry, and what is to be known of it. */
export function Grounds({ row }: { row: { cite?: unknown; note?: unknown } }): ReactNode {
  const { cite, note } = row;
  return (
    <>
      {typeof cite === 'string' && (
        <span className={styles.place}>
          <CiteButton cite={placeOf(cite)} />
        </span>
      )}
      {isText(note) && <span className={styles.note}>{inLanguage(note)}</span>}
    </>
  );
}

/** The article within its instrument: the rule above names the instrument. */
const placeOf = (ref: string): Citation => ({ ref, text: ref });
