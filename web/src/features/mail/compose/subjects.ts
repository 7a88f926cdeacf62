/** `Re:`, `RE[2]:`, `Trả lời:` at the beginning of a subject, as programs write it. */
const reply = /^(?:re|trả lời|tl|aw|sv)(?:\s*[[(]\d+[\])])?\s*[:：]\s*/iu;
const forward = /^(?:fwd?|chuyển tiếp|wg|tr)(?:\s*[[(]\d+[\])])?\s*[:：]\s*/iu;

function without(prefix: RegExp, subject: string): string {
  let rest = subject.normalize('NFC').trim();
  while (prefix.test(rest)) rest = rest.replace(prefix, '');
  return rest;
}

/** `Re: ` once (RFC 5322 §3.6.5). */
export function replySubject(subject: string | null): string {
  return `Re: ${without(reply, subject ?? '')}`.trim();
}

export function forwardSubject(subject: string | null): string {
  return `Fwd: ${without(forward, subject ?? '')}`.trim();
}
