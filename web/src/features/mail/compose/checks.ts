import { t } from '../../../app/i18n/index.ts';
import { isAddress } from './addresses.ts';
import { filesOf, recipientsOf } from './draftEmail.ts';
import { htmlToText } from './html.ts';
import { type Content, isBlank } from './model.ts';
import { promisesFile } from './reminder.ts';

/** More than this many recipients are asked about. */
const many = 50;

/** Why it can't be sent; null if it can. */
export function obstacle(content: Content): string | null {
  const everyone = [...content.to, ...content.cc, ...content.bcc];
  if (everyone.some((a) => !isAddress(a.email))) return t('compose.badRecipients');
  if (everyone.length === 0) return t('compose.noRecipient');
  if (content.files.some((f) => f.failed)) return t('compose.uploadsFailed');
  if (content.files.some((f) => f.blobId === null)) return t('compose.uploading');
  return null;
}

/** What a person should look at before it is sent. */
export function doubts(content: Content): string[] {
  const found: string[] = [];
  const attached = filesOf(content).some((f) => f.cid === null);
  if (content.subject.trim() === '') found.push(t('compose.warnSubject'));
  const word = attached ? null : promisesFile(`${content.subject} ${htmlToText(content.body)}`);
  if (word) found.push(t('compose.warnAttachment', { word }));
  if (isBlank(content.body) && content.quote === '' && !attached) found.push(t('compose.warnEmpty'));
  const n = recipientsOf(content).length;
  if (n > many) found.push(t('compose.warnMany', { n }));
  return found;
}
