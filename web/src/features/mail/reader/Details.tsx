import { Fragment, type ReactNode } from 'react';
import type { EmailAddress, EmailContent, EmailSummary } from '../../../api/jmap/types.ts';
import { fileSize, longDate } from '../../../app/i18n/format.ts';
import { currentLanguage, type MessageKey, t } from '../../../app/i18n/index.ts';
import { describeAuth, readAuthResults } from './authResults.ts';
import styles from './Details.module.css';

function Addresses({ list }: { list: EmailAddress[] }): ReactNode {
  return list.map((a, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the same address may stand twice in a header
    <Fragment key={i}>
      {i > 0 && ', '}
      {a.name ? `${a.name} ` : ''}
      <span className={styles.address}>{a.name ? `<${a.email}>` : a.email}</span>
    </Fragment>
  ));
}

/** The head of the message in full. */
export function Details({ email, content }: { email: EmailSummary; content: EmailContent | undefined }): ReactNode {
  const language = currentLanguage();
  const rows: [MessageKey, ReactNode][] = [];
  const addresses = (key: MessageKey, list: EmailAddress[] | null | undefined) => {
    if (list?.length) rows.push([key, <Addresses key={key} list={list} />]);
  };
  addresses('read.from', email.from);
  addresses('read.replyTo', content?.replyTo);
  addresses('read.to', email.to);
  addresses('read.cc', email.cc);
  addresses('read.bcc', content?.bcc);
  if (email.sentAt) rows.push(['read.date', longDate(email.sentAt, language)]);
  rows.push(['read.received', longDate(email.receivedAt, language)]);
  rows.push(['read.size', fileSize(email.size, language)]);
  if (content?.messageId?.[0])
    rows.push([
      'read.messageId',
      <span key="id" className={styles.code}>
        {content.messageId[0]}
      </span>,
    ]);
  const auth = readAuthResults(content?.['header:Authentication-Results:asText:all'] ?? null);
  return (
    <dl className={styles.details} data-testid="details">
      {rows.map(([key, value]) => (
        <Fragment key={key}>
          <dt>{t(key)}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
      {auth && (
        <>
          <dt>DKIM, SPF, DMARC</dt>
          <dd>{describeAuth(auth)}</dd>
        </>
      )}
    </dl>
  );
}
