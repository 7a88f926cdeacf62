import type { ListImport } from '@congvu/contract';
import { type DragEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { errorText } from '../../../ui/errorText.ts';
import { Icon } from '../../../ui/icons.tsx';
import { Callout } from '../../../ui/page/Callout.tsx';
import { uploadList } from './calls.ts';
import styles from './Lists.module.css';

interface Props {
  onUploaded(list: ListImport): void;
}

/** A place for a file, by dragging or choosing; says how much was sent, and why one was refused. */
export function FileDrop({ onUploaded }: Props): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const abort = useRef<AbortController>(null);
  useEffect(() => () => abort.current?.abort(), []);

  const send = async (file: File | undefined) => {
    if (!file || sending) return;
    abort.current = new AbortController();
    setError(null);
    setSending({ name: file.name, share: 0 });
    try {
      onUploaded(await uploadList(file, (share) => setSending({ name: file.name, share }), abort.current.signal));
    } catch (caught) {
      if ((caught as Error).name !== 'AbortError') setError(caught);
    } finally {
      setSending(null);
      if (input.current) input.current.value = '';
    }
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void send(event.dataTransfer.files[0]);
  };

  return (
    <>
      {error !== null && (
        <Callout tone="error" title={t('lists.failed')}>
          <p data-testid="upload-error">{errorText(error)}</p>
        </Callout>
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button within does the same */}
      <div
        className={`${styles.drop} ${over ? styles.over : ''}`}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        data-testid="file-drop"
      >
        <Icon name="file" size={34} />
        {sending ? (
          <>
            <output>
              {sending.share < 1
                ? t('lists.sending', { name: sending.name, percent: Math.round(sending.share * 100) })
                : t('lists.reading', { name: sending.name })}
            </output>
            <progress max={1} value={sending.share < 1 ? sending.share : undefined} aria-label={sending.name} />
            <Button onClick={() => abort.current?.abort()}>{t('lists.cancel')}</Button>
          </>
        ) : (
          <>
            <p className={styles.dropTitle}>{t('lists.drop')}</p>
            <Button kind="primary" onClick={() => input.current?.click()} data-testid="choose-file">
              {t('lists.choose')}
            </Button>
            <p className={styles.dropHint}>{t('lists.dropHint')}</p>
          </>
        )}
        <input
          ref={input}
          type="file"
          hidden
          accept=".xlsx,.xlsm,.csv,.txt,.tsv,.xls"
          data-testid="file-input"
          onChange={(event) => void send(event.target.files?.[0])}
        />
      </div>
    </>
  );
}
