import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { blobUrl } from '../../../api/blobUrls.ts';
import type { BodyPart, Id } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { fileKind } from './fileKind.ts';
import styles from './Preview.module.css';

interface Props {
  accountId: Id;
  /** Only what can be shown. */
  parts: BodyPart[];
  start: number;
  onSave(part: BodyPart): void;
  onClose(): void;
}

/** A picture or a PDF over the whole page; arrows go to the next one. */
export default function Preview({ accountId, parts, start, onSave, onClose }: Props): ReactNode {
  const [index, setIndex] = useState(start);
  const dialog = useRef<HTMLDialogElement>(null);
  const part = parts[index];
  const kind = part ? fileKind(part.name, part.type) : null;
  // The type is ours, never the sender's: what is shown can't be a page.
  const type = kind?.preview === 'pdf' ? 'application/pdf' : (part?.type ?? '');
  const { data: url, isError } = useQuery({
    queryKey: ['preview', accountId, part?.blobId],
    enabled: part !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: () => blobUrl(accountId, part?.blobId ?? '', part?.name ?? '', type),
  });

  useEffect(() => dialog.current?.showModal(), []);
  if (!part || !kind) return null;

  const name = part.name || t('files.unnamed');
  const step = (by: number) => setIndex(Math.min(Math.max(index + by, 0), parts.length - 1));
  const onKey = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'ArrowRight') step(1);
    if (event.key === 'ArrowLeft') step(-1);
  };
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-label={name}
      onClose={onClose}
      onKeyDown={onKey}
      data-testid="preview"
    >
      <header className={styles.head}>
        <span className={`${styles.name} truncate`}>{name}</span>
        {parts.length > 1 && (
          <>
            <span className={styles.place}>
              {index + 1} / {parts.length}
            </span>
            <IconButton icon="back" label={t('read.previous')} disabled={index === 0} onClick={() => step(-1)} />
            <IconButton
              icon="next"
              label={t('read.next')}
              disabled={index === parts.length - 1}
              onClick={() => step(1)}
            />
          </>
        )}
        <IconButton icon="download" label={t('files.download', { name })} onClick={() => onSave(part)} />
        <IconButton icon="close" label={t('app.close')} onClick={() => dialog.current?.close()} />
      </header>
      <div className={styles.stage}>
        {isError && <p>{t('files.failed')}</p>}
        {!url && !isError && <p>{t('app.loading')}</p>}
        {url && kind.preview === 'image' && <img src={url} alt={name} />}
        {url && kind.preview === 'pdf' && <iframe src={url} title={name} />}
      </div>
    </dialog>
  );
}
