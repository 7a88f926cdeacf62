import { queryOptions } from '@tanstack/react-query';
import { jmap } from '../../../api/jmap/client.ts';
import type { EmailContent, Id } from '../../../api/jmap/types.ts';
import { holdEmailState, mail, summaryProperties } from './mail.ts';

const contentProperties = [
  'id',
  'bcc',
  'replyTo',
  'sender',
  'messageId',
  'inReplyTo',
  'references',
  'textBody',
  'htmlBody',
  'attachments',
  'bodyValues',
  'header:Authentication-Results:asText:all',
] as const satisfies (keyof EmailContent)[];

/** Longer texts are cut and said to be: the whole is a download away. */
const maxBodyValueBytes = 1_000_000;

/** What an opened message shows. A message never changes (RFC 8621 §4), so neither does this. */
export function contentQuery(accountId: Id, id: Id) {
  return queryOptions({
    queryKey: ['content', accountId, id],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 15 * 60_000,
    queryFn: async (): Promise<EmailContent> => {
      const { list } = await jmap.call('Email/get', {
        accountId,
        ids: [id],
        properties: [...contentProperties],
        bodyProperties: ['partId', 'blobId', 'size', 'name', 'type', 'charset', 'disposition', 'cid'],
        fetchTextBodyValues: true,
        fetchHTMLBodyValues: true,
        maxBodyValueBytes,
      });
      const content = list[0];
      if (!content) throw new Error('notFound');
      return content;
    },
  });
}

/** The summaries of a whole conversation, when it is opened by its address or from a search. */
export function threadQuery(accountId: Id, threadId: Id) {
  return queryOptions({
    queryKey: ['thread', accountId, threadId],
    queryFn: async () => {
      const request = jmap.request();
      const threads = request.add('Thread/get', { accountId, ids: [threadId] });
      const emails = request.add('Email/get', {
        accountId,
        '#ids': threads.ref('/list/*/emailIds'),
        properties: [...summaryProperties],
      });
      request.send();
      const got = await emails.result;
      mail.putEmails(accountId, got.list);
      holdEmailState(accountId, got.state);
      const { list } = await threads.result;
      mail.putThreads(accountId, list);
      return { found: list.length > 0 };
    },
  });
}
