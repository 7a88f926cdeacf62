import type { FindEntry } from '@congvu/contract';
import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Icon } from '../../../ui/icons.tsx';
import styles from './FindBox.module.css';
import { FoundRow } from './FoundRow.tsx';
import type { FindAsked } from './findCalls.ts';
import { useFound } from './useFound.ts';

interface Props {
  /** Opens what was chosen: by Enter, or a press. */
  onChoose(entry: FindEntry): void;
  /** Begins a message to it: by Ctrl+Enter, or the envelope. Left out: there is no such choice. */
  onWrite?: ((entry: FindEntry) => void) | undefined;
  /** Shows everything that fits; left out: there is no such choice. */
  onAll?: ((q: string) => void) | undefined;
  /** Only these. */
  among?: Omit<FindAsked, 'q'>;
  label?: string;
  placeholder?: string;
  /** Shown at the right of the empty box. */
  keyHint?: string;
  autoFocus?: boolean;
  /** Where the list stands: over what is below (`drop`), or as a part of the page (`flow`). */
  list?: 'drop' | 'flow';
  inputRef?: RefObject<HTMLInputElement | null>;
  testId?: string;
}

/** Finds people and organisations as one types: a combobox with a list below (WAI-ARIA 1.2). */
export function FindBox(props: Props): ReactNode {
  const { onChoose, onWrite, onAll, among = {}, list: placing = 'drop', autoFocus = false } = props;
  const { label = t('find.label'), placeholder = t('find.placeholder'), keyHint, testId = 'find' } = props;
  const id = useId();
  const ownInput = useRef<HTMLInputElement>(null);
  const input = props.inputRef ?? ownInput;
  const active = useRef<HTMLDivElement>(null);
  const [text, setText] = useState('');
  const [picked, setPicked] = useState(0);
  const [shown, setShown] = useState(placing === 'flow');
  const found = useFound({ ...among, q: text });
  const open = shown && text.trim() !== '';
  const at = Math.min(picked, found.list.length - 1);
  const current = open ? found.list[at] : undefined;

  useEffect(() => {
    if (autoFocus) input.current?.focus();
  }, [autoFocus, input]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when another one is current, it comes into view
  useEffect(() => {
    active.current?.scrollIntoView({ block: 'nearest' });
  }, [current]);

  const done = (act: () => void) => {
    setShown(placing === 'flow');
    setText('');
    setPicked(0);
    act();
  };
  const write = (entry: FindEntry) => entry.address !== null && onWrite && done(() => onWrite(entry));

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const move = (step: number) => {
      event.preventDefault();
      setShown(true);
      if (found.list.length > 0) setPicked((at + step + found.list.length) % found.list.length);
    };
    if (event.key === 'ArrowDown') move(open ? 1 : 0);
    else if (event.key === 'ArrowUp' && open) move(-1);
    else if (event.key === 'Escape' && text !== '') {
      event.preventDefault();
      event.stopPropagation();
      if (open && placing === 'drop') setShown(false);
      else setText('');
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      if (event.shiftKey && onAll) done(() => onAll(text.trim()));
      else if (!current) return;
      else if (event.ctrlKey || event.metaKey) write(current);
      else done(() => onChoose(current));
    }
  };

  return (
    <search
      className={`${styles.box} ${styles[placing]}`}
      onBlur={(event) => {
        if (placing === 'drop' && !event.currentTarget.contains(event.relatedTarget)) setShown(false);
      }}
      data-no-shortcuts
    >
      <div className={styles.field}>
        <Icon name="search" size={17} className={styles.icon} />
        <input
          ref={input}
          className={styles.input}
          value={text}
          role="combobox"
          aria-label={label}
          aria-expanded={open}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={current ? `${id}-${at}` : undefined}
          placeholder={placeholder}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          data-testid={testId}
          onChange={(event) => {
            setText(event.target.value);
            setShown(true);
            setPicked(0);
          }}
          onFocus={() => setShown(true)}
          onKeyDown={onKeyDown}
        />
        {text !== '' ? (
          <IconButton
            icon="close"
            size={16}
            label={t('find.clear')}
            className={styles.clear!}
            onClick={() => {
              setText('');
              input.current?.focus();
            }}
          />
        ) : (
          keyHint && <kbd className={styles.key}>{keyHint}</kbd>
        )}
      </div>
      {open && (
        <div className={styles.panel} data-testid={`${testId}-panel`}>
          <div
            id={`${id}-list`}
            role="listbox"
            aria-label={label}
            className={`scroll ${styles.list}`}
            hidden={found.list.length === 0}
            aria-busy={!found.settled}
          >
            {found.list.map((entry, i) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the box's
              <div
                key={`${entry.kind}-${entry.id}`}
                ref={i === at ? active : null}
                id={`${id}-${i}`}
                role="option"
                tabIndex={-1}
                aria-selected={i === at}
                className={`${styles.option} ${i === at ? styles.active : ''}`}
                data-testid={`${testId}-option`}
                onMouseDown={(event) => event.preventDefault()}
                onMouseMove={() => setPicked(i)}
                onClick={() => done(() => onChoose(entry))}
              >
                <FoundRow entry={entry} />
                {onWrite && entry.address !== null && (
                  // For the mouse; an option of a list has no buttons, and the keys are Ctrl+Enter.
                  <span
                    aria-hidden="true"
                    className={styles.write}
                    data-tip={t('find.write', { name: entry.name })}
                    onClick={(event) => {
                      event.stopPropagation();
                      write(entry);
                    }}
                  >
                    <Icon name="mail" size={17} />
                  </span>
                )}
              </div>
            ))}
          </div>
          {found.list.length === 0 && (
            <output className={styles.note}>
              {found.failed ? (
                <>
                  {t('find.failed')}{' '}
                  <button type="button" className={styles.link} onClick={found.again}>
                    {t('app.retry')}
                  </button>
                </>
              ) : found.settled ? (
                t('find.none')
              ) : (
                t('app.loading')
              )}
            </output>
          )}
          {found.list.length > 0 && (onAll || onWrite) && (
            <div className={styles.foot}>
              <span className={styles.hints}>
                <kbd>Enter</kbd> {t('find.hint.open')}
                {onWrite && (
                  <>
                    <kbd>Ctrl</kbd>
                    <kbd>Enter</kbd> {t('find.hint.write')}
                  </>
                )}
              </span>
              {onAll && (
                <button type="button" className={styles.link} onClick={() => done(() => onAll(text.trim()))}>
                  {t('find.all')}
                </button>
              )}
            </div>
          )}
        </div>
      )}
    </search>
  );
}
