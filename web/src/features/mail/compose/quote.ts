import type { EmailAddress, EmailSummary } from '../../../api/jmap/types.ts';
import { quoteDate } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { displayName } from './addresses.ts';
import { escapeHtml } from './html.ts';

type Quoted = Pick<EmailSummary, 'from' | 'to' | 'cc' | 'subject' | 'sentAt' | 'receivedAt'>;

const style = 'margin:0 0 0 2px;padding-left:12px;border-left:3px solid #c5d7ee';

function people(list: readonly EmailAddress[] | null): string {
  return (list ?? []).map((a) => escapeHtml(a.name ? `${displayName(a)} <${a.email}>` : a.email)).join(', ');
}

/** The line above what is answered, and the original below it. `html` is sanitised already. */
export function replyQuote(original: Quoted, html: string): string {
  const date = quoteDate(original.sentAt ?? original.receivedAt, currentLanguage());
  const line = t('quote.wrote', { date, name: people(original.from) || t('list.noSender') });
  return `<p>${line}</p><blockquote type="cite" style="${style}">${html}</blockquote>`;
}

/** The original's head and text, as they are passed on. `html` is sanitised already. */
export function forwardQuote(original: Quoted, html: string): string {
  const language = currentLanguage();
  const rows: [string, string][] = [
    [t('read.from'), people(original.from)],
    [t('read.date'), quoteDate(original.sentAt ?? original.receivedAt, language)],
    [t('compose.subject'), escapeHtml(original.subject ?? '')],
    [t('read.to'), people(original.to)],
    [t('read.cc'), people(original.cc)],
  ];
  const head = rows.filter(([, value]) => value !== '').map(([name, value]) => `<b>${name}:</b> ${value}`);
  return `<p>---------- ${t('quote.forwarded')} ----------<br>${head.join('<br>')}</p>${html}`;
}
