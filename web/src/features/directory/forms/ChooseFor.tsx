import { type ReactNode, useId, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { fold } from '../tree/rows.ts';
import styles from './ChooseFor.module.css';

/** What may be chosen: a person's position, or a sub-unit. */
export interface Choosable {
  id: number;
  name: string;
  note: string | null;
}

interface Props {
  label: string;
  hint: string;
  items: readonly Choosable[];
  /** Where they may go: keys with names. */
  parts: readonly { key: number; name: string }[];
  /** By item, the part it goes to. */
  value: ReadonlyMap<number, number>;
  onValue(value: ReadonlyMap<number, number>): void;
  testId: string;
}

/** Many at once are chosen for the parts of a split: ticked one by one, or all that the filter shows. */
export function ChooseFor({ label, hint, items, parts, value, onValue, testId }: Props): ReactNode {
  const [filter, setFilter] = useState('');
  const [aim, setAim] = useState(parts[0]!.key);
  const id = useId();
  const part = parts.find((one) => one.key === aim) ?? parts[0]!;
  const words = fold(filter).split(/\s+/).filter(Boolean);
  const shown = items.filter((item) => {
    const text = fold(`${item.name} ${item.note ?? ''}`);
    return words.every((word) => text.includes(word));
  });
  const put = (ids: readonly number[], chosen: boolean) => {
    const next = new Map(value);
    for (const one of ids) {
      if (chosen) next.set(one, part.key);
      else next.delete(one);
    }
    onValue(next);
  };
  const mine = shown.filter((item) => value.get(item.id) === part.key);
  const free = shown.filter((item) => !value.has(item.id));
  const nameOf = (key: number | undefined) => parts.find((one) => one.key === key)?.name;
  return (
    <fieldset className={styles.choose} data-testid={testId}>
      <legend>{label}</legend>
      <small className={styles.hint}>{hint}</small>
      <div className={styles.tools}>
        {parts.length > 1 && (
          <label>
            {t('directory.chooseFor')}{' '}
            <select value={part.key} onChange={(event) => setAim(Number(event.target.value))} data-testid="choose-part">
              {parts.map(({ key, name }) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <input
          type="search"
          value={filter}
          aria-label={t('directory.chooseFilter')}
          placeholder={t('directory.chooseFilter')}
          onChange={(event) => setFilter(event.target.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          data-testid="choose-filter"
        />
      </div>
      <ul className={`${styles.list} scroll`}>
        {shown.map((item) => {
          const of = value.get(item.id);
          return (
            <li key={item.id}>
              <label htmlFor={`${id}-${item.id}`}>
                <input
                  type="checkbox"
                  id={`${id}-${item.id}`}
                  checked={of === part.key}
                  onChange={(event) => put([item.id], event.target.checked)}
                />
                <span>
                  {item.name}
                  {item.note && <small>{item.note}</small>}
                </span>
                {of !== undefined && of !== part.key && <span className={styles.elsewhere}>{nameOf(of)}</span>}
              </label>
            </li>
          );
        })}
        {shown.length === 0 && <li className={styles.none}>{t('directory.chooseNothing')}</li>}
      </ul>
      <div className={styles.foot}>
        <output>{t('directory.chosenOf', { n: value.size, of: items.length })}</output>
        <Button small disabled={free.length === 0} onClick={() => put(idsOf(free), true)} data-testid="choose-all">
          {t('directory.chooseAll', { n: free.length })}
        </Button>
        <Button small disabled={mine.length === 0} onClick={() => put(idsOf(mine), false)}>
          {t('directory.chooseNone', { n: mine.length })}
        </Button>
      </div>
    </fieldset>
  );
}

const idsOf = (items: readonly Choosable[]) => items.map((item) => item.id);
