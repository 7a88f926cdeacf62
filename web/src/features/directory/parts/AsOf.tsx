import { type ReactNode, useRef, useState } from 'react';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { DateField } from '../../../ui/form/DateField.tsx';
import { isDay, showDay, vietnamToday } from '../../../ui/form/day.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Popup } from '../../../ui/Popup.tsx';
import { useAt, useSetAt } from '../at.ts';
import styles from './AsOf.module.css';

/** The day on which the directory is looked at: today, or any other, past or to come. */
export function AsOf(): ReactNode {
  const at = useAt();
  const setAt = useSetAt();
  const anchor = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [day, setDay] = useState('');
  const show = (next: string | undefined) => {
    setOpen(false);
    setAt(next === vietnamToday() ? undefined : next);
  };
  return (
    <>
      <button
        ref={anchor}
        type="button"
        className={styles.button}
        data-set={at !== undefined}
        aria-haspopup="dialog"
        aria-expanded={open}
        title={t('directory.asOf')}
        data-testid="as-of"
        onClick={() => {
          setDay(at ?? '');
          setOpen(!open);
        }}
      >
        <Icon name="history" size={17} />
        <span>{at ? t('directory.onDay', { day: showDay(at) }) : t('directory.today')}</span>
      </button>
      {open && (
        <Popup anchor={anchor} align="end" label={t('directory.asOf')} onClose={() => setOpen(false)}>
          <form
            className={styles.form}
            onSubmit={(event) => {
              event.preventDefault();
              if (isDay(day)) show(day);
            }}
          >
            <p>{t('directory.asOfHint')}</p>
            <DateField label={t('directory.day')} value={day} onValue={setDay} testId="as-of-day" />
            <div className={styles.quick}>
              {shortcuts().map(({ label, day: quick }) => (
                <Button key={label} small onClick={() => show(quick)}>
                  {label}
                </Button>
              ))}
            </div>
            <div className={styles.end}>
              {at && <Button onClick={() => show(undefined)}>{t('directory.backToToday')}</Button>}
              <Button kind="primary" type="submit" disabled={!isDay(day)} data-testid="as-of-show">
                {t('directory.show')}
              </Button>
            </div>
          </form>
        </Popup>
      )}
    </>
  );
}

/** Days that are asked for most: the first of this year and of the last. */
function shortcuts(): { label: string; day: string }[] {
  const year = Number(vietnamToday().slice(0, 4));
  return [year, year - 1].map((y) => ({
    label: currentLanguage() === 'vi' ? `1/1/${y}` : `1 Jan ${y}`,
    day: `${y}-01-01`,
  }));
}
