import { type ReactNode, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { SchemaEditor } from './SchemaEditor.tsx';
import type { Schema } from './schema.ts';
import styles from './ValueEditor.module.css';

interface Props {
  schema: Schema;
  rule: string;
  value: unknown;
  onValue(value: unknown): void;
  onReset: (() => void) | undefined;
}

/** The new value: as a form, or as the data it is stored as. */
export function ValueEditor({ schema, rule, value, onValue, onReset }: Props): ReactNode {
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const asText = typed !== null;
  const read = (text: string) => {
    setTyped(text);
    try {
      onValue(JSON.parse(text));
      setFault(null);
    } catch (error) {
      setFault(t('regulation.form.badText', { reason: error instanceof Error ? error.message : '' }));
    }
  };
  const switchTo = (text: boolean) => {
    setFault(null);
    setTyped(text ? JSON.stringify(value, null, 2) : null);
  };
  return (
    <section className={styles.editor} aria-label={t('regulation.form.value')} data-testid="value-editor">
      <header className={styles.head}>
        <h3>{t('regulation.form.value')}</h3>
        {onReset && (
          <Button
            kind="text"
            small
            icon="refresh"
            onClick={() => {
              onReset();
              switchTo(false);
            }}
          >
            {t('regulation.form.reset')}
          </Button>
        )}
        <fieldset className={styles.modes}>
          <button type="button" aria-pressed={!asText} disabled={fault !== null} onClick={() => switchTo(false)}>
            {t('regulation.form.form')}
          </button>
          <button type="button" aria-pressed={asText} onClick={() => switchTo(true)}>
            {t('regulation.form.text')}
          </button>
        </fieldset>
      </header>
      {asText ? (
        <>
          <textarea
            className={styles.text}
            aria-label={t('regulation.form.text')}
            aria-invalid={fault !== null}
            rows={18}
            spellCheck={false}
            value={typed}
            onChange={(event) => read(event.target.value)}
            data-testid="value-text"
          />
          {fault && (
            <p className={styles.fault} role="alert">
              {fault}
            </p>
          )}
        </>
      ) : (
        <SchemaEditor schema={schema} value={value} onValue={onValue} rule={rule} />
      )}
    </section>
  );
}
