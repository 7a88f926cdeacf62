import type { ReactNode } from 'react';
import { fileSize } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { totalSize } from './draftEmail.ts';
import styles from './FileList.module.css';
import { mayRetry, removeFile, retryFile } from './files.ts';
import type { DraftFile, Window } from './model.ts';
import { fileLimits, useSenders } from './senders.ts';

/** The files that go with the message; pictures in the text stand there. */
export function FileList({ window: w }: { window: Window }): ReactNode {
  const senders = useSenders();
  const files = w.files.filter((f) => f.cid === null || f.failed || f.blobId === null);
  if (files.length === 0) return null;
  const sender = senders?.find((s) => s.key === w.senderKey) ?? senders?.[0];
  const { all } = fileLimits(sender?.accountId);
  const used = totalSize(w.files);
  const language = currentLanguage();
  const limits = { used: fileSize(used, language), limit: fileSize(all, language) };
  return (
    <div className={styles.files}>
      <ul className={`scroll ${styles.list}`} aria-label={t('files.label')}>
        {files.map((f) => (
          <FileItem key={f.key} windowKey={w.key} file={f} />
        ))}
      </ul>
      {Number.isFinite(all) && (
        <p className={`${styles.total} ${used > all ? styles.over : ''}`}>
          {used > all ? t('compose.tooLarge', { limit: limits.limit }) : t('compose.filesSize', limits)}
        </p>
      )}
    </div>
  );
}

function FileItem({ windowKey, file }: { windowKey: string; file: DraftFile }): ReactNode {
  const { key, name: given, size, blobId, progress, failed, type } = file;
  const name = given || t('files.unnamed');
  const going = blobId === null && !failed;
  const percent = Math.round(progress * 100);
  return (
    <li className={`${styles.file} ${failed ? styles.failed : ''}`} data-testid="compose-file">
      <Icon name={type.startsWith('image/') ? 'image' : 'file'} size={18} />
      <span className={styles.text}>
        <span className="truncate" title={name}>
          {name}
        </span>
        <span className={styles.size}>
          {failed ? t('compose.uploadFailed') : going ? `${percent}%` : fileSize(size, currentLanguage())}
        </span>
      </span>
      {failed && mayRetry(key) && (
        <IconButton
          icon="refresh"
          size={15}
          label={t('compose.uploadRetry', { name })}
          onClick={() => retryFile(windowKey, key)}
        />
      )}
      <IconButton
        icon="close"
        size={14}
        label={t(going ? 'compose.uploadCancel' : 'compose.uploadRemove', { name })}
        onClick={() => removeFile(windowKey, key)}
      />
      {going && (
        <span
          className={styles.bar}
          role="progressbar"
          aria-label={name}
          aria-valuenow={percent}
          aria-valuemin={0}
          aria-valuemax={100}
        >
          <span style={{ width: `${Math.max(2, percent)}%` }} />
        </span>
      )}
    </li>
  );
}
