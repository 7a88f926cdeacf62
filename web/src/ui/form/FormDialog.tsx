import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { ApiError } from '../../api/errors.ts';
import { t } from '../../app/i18n/index.ts';
import { Button } from '../Button.tsx';
import { errorText } from '../errorText.ts';
import { IconButton } from '../IconButton.tsx';
import { Callout } from '../page/Callout.tsx';
import { FieldErrors } from './FieldErrors.ts';
import styles from './FormDialog.module.css';
import { fieldErrorOf } from './fieldErrorOf.ts';

interface Props {
  title: string;
  /** A line below the title: what this is about. */
  intro?: ReactNode;
  submit: string;
  danger?: boolean;
  wide?: boolean;
  /** What it shows is shown once: only its button closes it. */
  sole?: boolean;
  disabled?: boolean;
  /** Rejects to stay open with the error. Closing afterwards is the caller's. */
  onSubmit(): Promise<void>;
  onClose(): void;
  /** After `changed-meanwhile`: fetch anew and close. */
  onStale?(): void;
  /** For errors that want more than a sentence. */
  explain?(error: unknown): ReactNode;
  children: ReactNode;
  testId?: string;
}

/** A form in a dialog: focus stays within, Escape closes, the server's complaint stands at its field or on top. */
export function FormDialog(props: Props): ReactNode {
  const { title, intro, submit, danger, wide, sole, disabled, onSubmit, onClose, onStale, explain, children, testId } =
    props;
  const dialog = useRef<HTMLDialogElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  useEffect(() => {
    const box = dialog.current;
    const opener = document.activeElement as HTMLElement | null;
    box?.showModal();
    return () => {
      box?.close();
      opener?.focus?.();
    };
  }, []);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    // A form may stand within another page's form in React's tree.
    event.stopPropagation();
    if (busy) return;
    setBusy(true);
    setError(null);
    try {
      await onSubmit();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  const atField = fieldErrorOf(error);
  const stale = error instanceof ApiError && error.code.endsWith('.changed-meanwhile');
  return (
    <dialog
      ref={dialog}
      className={`${styles.dialog} ${wide ? styles.wide : ''}`}
      aria-label={title}
      data-no-shortcuts
      data-testid={testId}
      onCancel={(event) => {
        event.preventDefault();
        if (!sole) onClose();
      }}
    >
      <form
        onSubmit={(event) => void send(event)}
        // What the server complained of at a field holds until something else is typed.
        onChange={() => atField && setError(null)}
        className={styles.form}
        noValidate
      >
        <header className={styles.head}>
          <h2>{title}</h2>
          {!sole && <IconButton icon="close" label={t('app.close')} onClick={onClose} />}
        </header>
        <div className={`${styles.body} scroll`}>
          {intro && <p className={styles.intro}>{intro}</p>}
          {error !== null && !atField && (
            <Callout tone="error">
              {explain?.(error) ?? errorText(error)}
              {stale && onStale && (
                <Button small onClick={onStale}>
                  {t('form.loadAgain')}
                </Button>
              )}
            </Callout>
          )}
          <FieldErrors value={atField ?? {}}>{children}</FieldErrors>
        </div>
        <footer className={styles.foot}>
          {!sole && <Button onClick={onClose}>{t('app.cancel')}</Button>}
          <Button
            type="submit"
            kind="primary"
            className={danger ? (styles.danger ?? '') : ''}
            disabled={busy || disabled}
            data-testid="form-submit"
          >
            {busy ? t('form.busy') : submit}
          </Button>
        </footer>
      </form>
    </dialog>
  );
}
