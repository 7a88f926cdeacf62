import type { Method } from '../core/method.ts';
import { blobCopy } from './blob/copy.ts';
import { coreEcho } from './core/echo.ts';
import { emailChangesMethod } from './email/changes.ts';
import { emailCopy } from './email/copy.ts';
import { emailGet } from './email/get.ts';
import { emailImport } from './email/import.ts';
import { emailParse } from './email/parse.ts';
import { emailQuery } from './email/query.ts';
import { emailQueryChanges } from './email/query-changes.ts';
import { emailSet } from './email/set.ts';
import { emailSubmissionChanges } from './email-submission/changes.ts';
import { emailSubmissionGet } from './email-submission/get.ts';
import { emailSubmissionQuery } from './email-submission/query.ts';
import { emailSubmissionQueryChanges } from './email-submission/query-changes.ts';
import { emailSubmissionSet } from './email-submission/set.ts';
import { identityChangesMethod } from './identity/changes.ts';
import { identityGet } from './identity/get.ts';
import { identitySet } from './identity/set.ts';
import { mailboxChangesMethod } from './mailbox/changes.ts';
import { mailboxGet } from './mailbox/get.ts';
import { mailboxQuery } from './mailbox/query.ts';
import { mailboxQueryChanges } from './mailbox/query-changes.ts';
import { mailboxSet } from './mailbox/set.ts';
import { pushSubscriptionGet } from './push-subscription/get.ts';
import { pushSubscriptionSet } from './push-subscription/set.ts';
import { quotaChanges } from './quota/changes.ts';
import { quotaGet } from './quota/get.ts';
import { quotaQuery } from './quota/query.ts';
import { quotaQueryChanges } from './quota/query-changes.ts';
import { searchSnippetGet } from './search-snippet/get.ts';
import { threadChangesMethod } from './thread/changes.ts';
import { threadGet } from './thread/get.ts';

/** Every method of the server: one file each, and a line here. */
export const methods: readonly Method[] = [
  coreEcho,
  pushSubscriptionGet,
  pushSubscriptionSet,
  blobCopy,
  mailboxGet,
  mailboxChangesMethod,
  mailboxQuery,
  mailboxQueryChanges,
  mailboxSet,
  threadGet,
  threadChangesMethod,
  emailGet,
  emailChangesMethod,
  emailQuery,
  emailQueryChanges,
  emailSet,
  emailCopy,
  emailImport,
  emailParse,
  searchSnippetGet,
  identityGet,
  identityChangesMethod,
  identitySet,
  emailSubmissionGet,
  emailSubmissionChanges,
  emailSubmissionQuery,
  emailSubmissionQueryChanges,
  emailSubmissionSet,
  quotaGet,
  quotaChanges,
  quotaQuery,
  quotaQueryChanges,
];
