/**
 * EMAILID (RFC 8474 §5.1) names a message's content and is the same for a copy. A JMAP Email is less: a copy made by
 * IMAP has flags of its own and so is another Email. Hence the content's number, not the Email's.
 */
export const contentObjectId = (contentId: number): string => `c${contentId}`;
