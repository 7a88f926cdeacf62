import { lazy, type ReactNode, Suspense, useState } from 'react';
import { downloadUrl } from '../../../api/jmap/blobs.ts';
import type { BodyPart, Id } from '../../../api/jmap/types.ts';
import { fileSize } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { FileBadge } from '../../../ui/FileBadge.tsx';
import { Icon } from '../../../ui/icons.tsx';
import styles from './Attachments.module.css';
import { fileKind } from './fileKind.ts';

const Preview = lazy(() => import('./Preview.tsx'));

interface Props {
  accountId: Id;
  parts: BodyPart[];
}

const nameOf = (part: BodyPart) => part.name || t('files.unnamed');

function save(accountId: Id, part: BodyPart): void {
  const link = document.createElement('a');
  link.href = downloadUrl(accountId, part.blobId ?? '', nameOf(part), part.type);
  link.download = nameOf(part);
  link.click();
}

export function Attachments({ accountId, parts }: Props): ReactNode {
  const [shown, setShown] = useState<number | null>(null);
  if (parts.length === 0) return null;
  const language = currentLanguage();
  const total = parts.reduce((sum, p) => sum + p.size, 0);
  const visible = parts.filter((p) => fileKind(p.name, p.type).preview);
  // One after the other: a browser drops downloads that start in the same instant.
  const saveAll = () => {
    for (const [i, part] of parts.entries()) setTimeout(() => save(accountId, part), i * 400);
  };
  return (
    <section className={styles.files} aria-label={t('files.label')} data-testid="attachments">
      <div className={styles.head}>
        <Icon name="clip" size={15} />
        <span>{t('files.count', { n: parts.length, size: fileSize(total, language) })}</span>
        {parts.length > 1 && (
          <Button small kind="text" icon="download" onClick={saveAll} data-testid="download-all">
            {t('files.all')}
          </Button>
        )}
      </div>
      <ul className={styles.list}>
        {parts.map((part) => {
          const kind = fileKind(part.name, part.type);
          const name = nameOf(part);
          const open = () => (kind.preview ? setShown(visible.indexOf(part)) : save(accountId, part));
          return (
            <li key={`${part.partId}-${part.blobId}`} className={styles.file} data-testid="attachment">
              <button
                type="button"
                className={styles.open}
                onClick={open}
                aria-label={kind.preview ? t('files.preview', { name }) : t('files.download', { name })}
              >
                <FileBadge kind={kind} />
                <span className={styles.text}>
                  <span className={styles.name} title={name}>
                    {name}
                  </span>
                  <span className={styles.size}>{fileSize(part.size, language)}</span>
                </span>
              </button>
              <a
                className={styles.save}
                href={downloadUrl(accountId, part.blobId ?? '', name, part.type)}
                download={name}
                aria-label={t('files.download', { name })}
                title={t('files.download', { name })}
              >
                <Icon name="download" size={17} />
              </a>
            </li>
          );
        })}
      </ul>
      <Suspense>
        {shown !== null && (
          <Preview
            accountId={accountId}
            parts={visible}
            start={shown}
            onSave={(part) => save(accountId, part)}
            onClose={() => setShown(null)}
          />
        )}
      </Suspense>
    </section>
  );
}
