import { domainToASCII } from 'node:url';
import { type ListEntry, readAddressList } from '../header/address-list.ts';
import type { HeaderBlock, WantedName } from '../scan/header-block.ts';
import { nstring, quote } from './quote.ts';

/** The address lists of a header, read once for the IMAP answer and for the decoded envelope. */
export type AddressLists = Record<'from' | 'sender' | 'reply-to' | 'to' | 'cc' | 'bcc', ListEntry[]>;

/** Reads the address fields. Absent and empty ones give empty lists. */
export function readAddressLists(header: HeaderBlock): AddressLists {
  const read = (name: WantedName) =>
    header.values(name).flatMap((value) => (value === '' ? [] : readAddressList(value)));
  return {
    from: read('from'),
    sender: read('sender'),
    'reply-to': read('reply-to'),
    to: read('to'),
    cc: read('cc'),
    bcc: read('bcc'),
  };
}

/**
 * The ENVELOPE value (RFC 9051 §7.5.2). Absent fields are NIL, empty ones `""`; Sender and Reply-To fall back to From;
 * encoded words as sent.
 */
export function envelopeString(header: HeaderBlock, lists: AddressLists): string {
  const from = addressList(lists.from);
  const sender = addressList(lists.sender);
  const replyTo = addressList(lists['reply-to']);
  return (
    `(${nstring(header.value('date'))} ${nstring(header.value('subject'))} ${from} ${sender === 'NIL' ? from : sender} ` +
    `${replyTo === 'NIL' ? from : replyTo} ${addressList(lists.to)} ${addressList(lists.cc)} ${addressList(lists.bcc)} ` +
    `${nstring(header.value('in-reply-to'))} ${nstring(header.value('message-id'))})`
  );
}

function addressList(entries: readonly ListEntry[]): string {
  if (entries.length === 0) return 'NIL';
  let out = '(';
  for (const entry of entries) {
    if (entry.kind === 'group') out += `(NIL NIL ${quote(entry.name)} NIL)`;
    else if (entry.kind === 'end') out += '(NIL NIL NIL NIL)';
    // The host of a real address is never NIL, which would begin a group.
    else
      out += `(${nstring(entry.name)} ${nstring(entry.route)} ${quote(localPart(entry.local))} ${quote(asciiDomain(entry.domain))})`;
  }
  return `${out})`;
}

/** RFC 9051 §9, addr-mailbox: without the quoting of RFC 5322. */
function localPart(local: string): string {
  return local.length >= 2 && local.startsWith('"') && local.endsWith('"')
    ? local.slice(1, -1).replace(/\\([\s\S])/g, '$1')
    : local;
}

function asciiDomain(domain: string): string {
  return /[^\x00-\x7f]/.test(domain) ? domainToASCII(domain) || domain : domain;
}
