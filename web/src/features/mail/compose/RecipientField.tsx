import { type ClipboardEvent, type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { EmailAddress } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { distinct, formatAddress, isAddress, splitAddresses } from './addresses.ts';
import { Chip } from './Chip.tsx';
import fields from './Fields.module.css';
import styles from './RecipientField.module.css';
import { Suggestions } from './Suggestions.tsx';
import { useSuggestions } from './useSuggestions.ts';

interface Props {
  label: string;
  value: readonly EmailAddress[];
  onChange(list: readonly EmailAddress[]): void;
  focus: boolean;
  testId: string;
  children?: ReactNode;
}

/** Recipients as chips, and a box to type more: a combobox with a list of suggestions (WAI-ARIA 1.2). */
export function RecipientField({ label, value, onChange, focus, testId, children }: Props): ReactNode {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const chips = useRef<HTMLUListElement>(null);
  const [text, setText] = useState('');
  const [closed, setClosed] = useState(false);
  const [picked, setPicked] = useState(0);
  const [focused, setFocused] = useState(false);
  const taken = new Set(value.map((a) => a.email.toLowerCase()));
  const list = useSuggestions(focused ? text : '', taken);
  const open = focused && !closed && list.length > 0;
  const current = open ? list[Math.min(picked, list.length - 1)] : undefined;

  useEffect(() => {
    if (focus) input.current?.focus();
  }, [focus]);

  const add = (more: readonly EmailAddress[]) => {
    if (more.length > 0) onChange(distinct([...value, ...more]));
    setText('');
    setPicked(0);
  };
  const removeAt = (index: number) => {
    onChange(value.filter((_, i) => i !== index));
    input.current?.focus();
  };
  const editAt = (index: number) => {
    const address = value[index];
    if (!address) return;
    removeAt(index);
    setText(formatAddress(address));
    setClosed(true);
  };
  const choose = (index: number) => {
    const s = list[index];
    if (s) add([{ name: s.name, email: s.address }]);
    input.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const empty = text.trim() === '';
    const move = (step: number) => setPicked((p) => (Math.min(p, list.length - 1) + step + list.length) % list.length);
    const take = () => {
      event.preventDefault();
      // An address typed in full is meant as typed.
      if (current && !isAddress(text.trim())) choose(list.indexOf(current));
      else add(splitAddresses(text));
    };
    if (event.key === 'ArrowDown' && list.length > 0) {
      event.preventDefault();
      if (open) move(1);
      setClosed(false);
    } else if (event.key === 'ArrowUp' && open) {
      event.preventDefault();
      move(-1);
    } else if (event.key === 'Escape' && open) {
      // The window's own Escape comes only after the list's.
      event.preventDefault();
      setClosed(true);
    } else if ((event.key === 'Enter' || (event.key === 'Tab' && !event.shiftKey)) && !empty) take();
    else if (event.key === 'Enter') event.preventDefault();
    else if (event.key === ',' || event.key === ';' || (event.key === ' ' && isAddress(text.trim()))) {
      // A comma within a quoted name belongs to it.
      if ((text.match(/"/g)?.length ?? 0) % 2 === 1) return;
      event.preventDefault();
      if (!empty) add(splitAddresses(text));
    } else if (event.key === 'Backspace' && text === '' && value.length > 0) {
      event.preventDefault();
      removeAt(value.length - 1);
    } else if (event.key === 'ArrowLeft' && text === '') {
      chips.current?.querySelector<HTMLElement>('li:nth-last-child(2) [data-chip]')?.focus();
    }
  };

  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData('text/plain');
    const addresses = splitAddresses(pasted);
    if (addresses.length < 2 && !(text === '' && addresses.some((a) => isAddress(a.email)))) return;
    event.preventDefault();
    add(text.trim() === '' ? addresses : splitAddresses(`${text}${pasted}`));
  };

  const onBlur = () => {
    setFocused(false);
    if (text.trim() !== '') add(splitAddresses(text));
  };

  return (
    <div className={`${fields.row} ${styles.field}`}>
      <label className={fields.label} htmlFor={id}>
        {label}
      </label>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a larger place to click; keys go to the box itself */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
      <div className={styles.box} onClick={(e) => e.target === e.currentTarget && input.current?.focus()}>
        <ul ref={chips} className={styles.chips} aria-label={t('compose.recipients', { field: label })}>
          {value.map((address, i) => (
            <Chip
              key={address.email.toLowerCase()}
              address={address}
              onRemove={() => removeAt(i)}
              onEdit={() => editAt(i)}
            />
          ))}
          <li className={styles.last}>
            <input
              ref={input}
              id={id}
              className={styles.input}
              value={text}
              role="combobox"
              aria-expanded={open}
              aria-controls={`${id}-list`}
              aria-autocomplete="list"
              aria-activedescendant={current ? `${id}-${list.indexOf(current)}` : undefined}
              autoComplete="off"
              autoCapitalize="off"
              spellCheck={false}
              inputMode="email"
              enterKeyHint="next"
              data-testid={testId}
              onChange={(e) => {
                setText(e.target.value);
                setClosed(false);
                setPicked(0);
              }}
              onFocus={() => setFocused(true)}
              onBlur={onBlur}
              onKeyDown={onKeyDown}
              onPaste={onPaste}
            />
          </li>
        </ul>
      </div>
      {children}
      {open && <Suggestions id={id} list={list} current={current} onChoose={choose} onHover={setPicked} />}
    </div>
  );
}
