import type { EmailAddress, Id } from '../../../api/jmap/types.ts';

/** A file of a message being written. */
export interface DraftFile {
  key: string;
  name: string;
  type: string;
  size: number;
  /** Where its octets are on the server; null until they are. */
  blobId: Id | null;
  accountId: Id;
  /** Set for an image shown in the text, as `cid:…` (RFC 2392). */
  cid: string | null;
  /** From 0 to 1. */
  progress: number;
  failed: boolean;
}

/** The message that is answered or forwarded, to be marked so. */
export interface Original {
  accountId: Id;
  id: Id;
  keyword: '$answered' | '$forwarded';
}

/** What a person writes; all of it is kept in the draft. */
export interface Content {
  /** `Sender.key`; empty until the senders are known. */
  senderKey: string;
  to: readonly EmailAddress[];
  cc: readonly EmailAddress[];
  bcc: readonly EmailAddress[];
  subject: string;
  /** The editor's HTML. */
  body: string;
  /** Sanitised HTML of what is quoted, with the line above it; empty if nothing is. */
  quote: string;
  files: readonly DraftFile[];
  inReplyTo: string[] | null;
  references: string[] | null;
}

/** A place where a message is written. */
export interface Window extends Content {
  key: string;
  original: Original | null;
  shape: 'open' | 'minimised' | 'expanded';
  /** Only `editing` is in sight: sending and discarding may be undone, closing may fail. */
  phase: 'editing' | 'sending' | 'closing' | 'discarded';
  showCc: boolean;
  showBcc: boolean;
  /** Where the cursor goes when it appears. */
  focus: 'to' | 'body' | null;
  /** Grows with every change of the content. */
  revision: number;
  savedRevision: number;
  saving: boolean;
  saveFailed: boolean;
  /** Milliseconds since the epoch. */
  savedAt: number | null;
  /** The account that `draftId` and `staleDrafts` are in. */
  draftAccountId: Id | null;
  draftId: Id | null;
  /** Former drafts still to be destroyed. */
  staleDrafts: readonly Id[];
  /** The answer to sending was lost: it may have been sent. */
  unsure: boolean;
  /** Why it could not be sent, and what to do. */
  problem: string | null;
}

/** `crypto.randomUUID` is there on https only. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('');
}

export const blankBody = '<p></p>';

export function newWindow(content: Partial<Window>): Window {
  return {
    key: newKey(),
    senderKey: '',
    to: [],
    cc: [],
    bcc: [],
    subject: '',
    body: blankBody,
    quote: '',
    files: [],
    inReplyTo: null,
    references: null,
    original: null,
    shape: 'open',
    phase: 'editing',
    showCc: (content.cc?.length ?? 0) > 0,
    showBcc: (content.bcc?.length ?? 0) > 0,
    focus: 'to',
    revision: 0,
    savedRevision: 0,
    saving: false,
    saveFailed: false,
    savedAt: null,
    draftAccountId: null,
    draftId: null,
    staleDrafts: [],
    unsure: false,
    problem: null,
    ...content,
  };
}

export const isDirty = (w: Window) => w.revision !== w.savedRevision;

/** Whether the text holds anything to be seen. */
export function isBlank(body: string): boolean {
  return !/<img\b/i.test(body) && body.replace(/<[^>]*>|&nbsp;|\s/g, '') === '';
}

/** Nothing was put in: not worth a draft. */
export function isEmpty(w: Window): boolean {
  const addressed = w.to.length + w.cc.length + w.bcc.length > 0;
  return !addressed && w.subject.trim() === '' && isBlank(w.body) && w.quote === '' && w.files.length === 0;
}
