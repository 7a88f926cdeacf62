import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { t } from '../../app/i18n/index.ts';
import { errorText } from '../errorText.ts';
import { IconButton } from '../IconButton.tsx';
import styles from './Combobox.module.css';
import field from './Field.module.css';
import { Field, type FieldProps } from './Field.tsx';
import { definedOnly } from './TextField.tsx';

interface Props<T> extends FieldProps {
  value: T | null;
  onValue(value: T | null): void;
  /** Asked for a moment after the last key. */
  search(typed: string, signal: AbortSignal): Promise<readonly T[]>;
  keyOf(item: T): string | number;
  /** What stands in the box once chosen. */
  textOf(item: T): string;
  /** What stands in the list. */
  render(item: T): ReactNode;
  /** Also ask when nothing is typed. */
  eager?: boolean;
  placeholder?: string;
  disabled?: boolean;
  autoFocus?: boolean;
  testId?: string;
}

const pause = 120;

/** A box that finds one thing of many while one types. Arrows and Enter choose, Escape closes the list. */
export function Combobox<T>(props: Props<T>): ReactNode {
  const { label, name, hint, error, required, half, value, onValue, keyOf, textOf, render, search } = props;
  const [typed, setTyped] = useState<string | null>(null);
  const [found, setFound] = useState<readonly T[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const listId = useId();
  const box = useRef<HTMLInputElement>(null);
  const ask = useRef(search);
  ask.current = search;
  const open = typed !== null && (found !== null || fault !== null);

  useEffect(() => {
    if (typed === null || (typed.trim() === '' && !props.eager)) {
      setFound(null);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(async () => {
      try {
        const list = await ask.current(typed.trim(), abort.signal);
        if (abort.signal.aborted) return;
        setFault(null);
        setFound(list);
        setActive(0);
      } catch (caught) {
        if (!abort.signal.aborted) setFault(errorText(caught));
      }
    }, pause);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [typed, props.eager]);

  const choose = (item: T) => {
    onValue(item);
    setTyped(null);
    setFound(null);
  };
  const onKey = (event: KeyboardEvent) => {
    const count = found?.length ?? 0;
    if (event.key === 'Escape' && typed !== null) {
      event.preventDefault();
      event.stopPropagation();
      setTyped(null);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (typed === null) setTyped(value === null ? '' : textOf(value));
      else if (count > 0) setActive((active + (event.key === 'ArrowDown' ? 1 : count - 1)) % count);
    } else if (event.key === 'Enter' && open && found?.[active]) {
      event.preventDefault();
      choose(found[active]);
    }
  };
  const option = (i: number) => `${listId}-${i}`;
  return (
    <Field label={label} {...definedOnly({ name, hint, error, required, half })}>
      {(control) => (
        <div className={`${field.withButton} ${styles.box}`}>
          <input
            {...control}
            ref={box}
            role="combobox"
            aria-expanded={open}
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={open && found?.length ? option(active) : undefined}
            className={field.control}
            value={typed ?? (value === null ? '' : textOf(value))}
            placeholder={props.placeholder}
            disabled={props.disabled}
            // biome-ignore lint/a11y/noAutofocus: the first field of a dialog that was asked for
            autoFocus={props.autoFocus}
            autoComplete="off"
            spellCheck={false}
            data-testid={props.testId}
            onChange={(event) => {
              setTyped(event.target.value);
              if (event.target.value === '' && value !== null) onValue(null);
            }}
            onFocus={(event) => {
              event.target.select();
              if (props.eager && value === null) setTyped('');
            }}
            onBlur={() => setTyped(null)}
            onKeyDown={onKey}
          />
          {value !== null && !props.disabled && (
            <IconButton
              icon="close"
              size={15}
              label={t('form.clear')}
              className={field.inner!}
              onClick={() => {
                onValue(null);
                box.current?.focus();
              }}
            />
          )}
          {open && (
            <div id={listId} role="listbox" aria-label={label} className={`${styles.list} scroll`}>
              {fault && <p className={styles.none}>{fault}</p>}
              {!fault && found?.length === 0 && <p className={styles.none}>{t('form.nothingFound')}</p>}
              {found?.map((item, i) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's
                <div
                  key={keyOf(item)}
                  id={option(i)}
                  role="option"
                  tabIndex={-1}
                  aria-selected={i === active}
                  className={styles.option}
                  onPointerDown={(event) => event.preventDefault()}
                  onPointerMove={() => setActive(i)}
                  onClick={() => choose(item)}
                >
                  {render(item)}
                </div>
              ))}
            </div>
          )}
        </div>
      )}
    </Field>
  );
}
