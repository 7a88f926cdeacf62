import { type ReactNode, useMemo, useState } from 'react';
import type { EmailContent, EmailSummary, Id } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/icons.tsx';
import { allowImages, imagesAllowed } from './allowedSenders.ts';
import { bodyOf, inlineParts } from './bodies.ts';
import { HtmlFrame } from './HtmlFrame.tsx';
import styles from './MessageBody.module.css';
import { PlainText } from './PlainText.tsx';
import { sanitise } from './sanitise.ts';

interface Props {
  accountId: Id;
  email: EmailSummary;
  content: EmailContent;
}

export function MessageBody({ accountId, email, content }: Props): ReactNode {
  const sender = email.from?.[0]?.email ?? '';
  const [images, setImages] = useState(() => imagesAllowed(sender));
  const body = useMemo(() => bodyOf(content), [content]);
  const inline = useMemo(() => inlineParts(content), [content]);
  const clean = useMemo(
    () => (body.kind === 'html' ? sanitise(body.value, { images, foldLabel: t('read.quoted') }) : null),
    [body, images],
  );
  return (
    <div className={styles.body} data-testid="message-body">
      {clean?.blocked && (
        <div className={styles.banner} role="note" data-testid="images-blocked">
          <Icon name="image" size={17} />
          <span className={styles.bannerText}>{t('read.images')}</span>
          <span className={styles.bannerActs}>
            <Button small onClick={() => setImages(true)} data-testid="images-show">
              {t('read.imagesShow')}
            </Button>
            {sender && (
              <Button
                small
                kind="text"
                onClick={() => {
                  allowImages(sender);
                  setImages(true);
                }}
                data-testid="images-always"
              >
                {t('read.imagesAlways')}
              </Button>
            )}
          </span>
        </div>
      )}
      {body.value.trim() === '' ? (
        <p className={styles.empty}>{t('read.emptyBody')}</p>
      ) : clean ? (
        <HtmlFrame accountId={accountId} html={clean.html} images={images} inline={inline} />
      ) : (
        <PlainText text={body.value} accountId={accountId} />
      )}
      {body.truncated && <p className={styles.note}>{t('read.truncated')}</p>}
      {body.encodingProblem && <p className={styles.note}>{t('read.charset')}</p>}
    </div>
  );
}
