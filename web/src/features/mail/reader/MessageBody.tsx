import { type ReactNode, useMemo, useState } from 'react';
import type { EmailContent, EmailSummary, Id } from '../../../api/jmap/types.ts';
import { t } from '../../../app/i18n/index.ts';
import { Button } from '../../../ui/Button.tsx';
import { useStore } from '../../../ui/createStore.ts';
import { errorText } from '../../../ui/errorText.ts';
import { Icon } from '../../../ui/icons.tsx';
import { toast } from '../../../ui/toasts.tsx';
import { bodyOf, inlineParts } from './bodies.ts';
import { HtmlFrame } from './HtmlFrame.tsx';
import { allowImages, imageSenders, isAllowed } from './imageSenders.ts';
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
  const always = useStore(imageSenders, (senders) => isAllowed(senders, sender));
  const [once, setOnce] = useState(false);
  const images = always || once;
  const body = useMemo(() => bodyOf(content), [content]);
  const inline = useMemo(() => inlineParts(content), [content]);
  const clean = useMemo(
    () => (body.kind === 'html' ? sanitise(body.value, { images, foldLabel: t('read.quoted') }) : null),
    [body, images],
  );
  const allow = (allowed: boolean) =>
    void allowImages(sender, allowed).catch((error: unknown) => toast(errorText(error), { tone: 'error' }));
  return (
    <div className={styles.body} data-testid="message-body">
      {clean?.blocked && (
        <div className={styles.banner} role="note" data-testid="images-blocked">
          <Icon name="image" size={17} />
          <span className={styles.bannerText}>{t('read.images')}</span>
          <span className={styles.bannerActs}>
            <Button small onClick={() => setOnce(true)} data-testid="images-show">
              {t('read.imagesShow')}
            </Button>
            {sender && (
              <Button
                small
                kind="text"
                onClick={() => {
                  setOnce(true);
                  allow(true);
                }}
                data-testid="images-always"
              >
                {t('read.imagesAlways')}
              </Button>
            )}
          </span>
        </div>
      )}
      {clean?.remote && always && (
        <p className={styles.quiet} data-testid="images-allowed">
          {t('read.imagesAllowed')}{' '}
          <Button
            small
            kind="text"
            onClick={() => {
              setOnce(false);
              allow(false);
            }}
            data-testid="images-never"
          >
            {t('read.imagesNever')}
          </Button>
        </p>
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
