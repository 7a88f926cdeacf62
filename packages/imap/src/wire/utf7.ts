/** Modified UTF-7, how IMAP4rev1 writes mailbox names (RFC 3501 §5.1.3; RFC 9051 appendix A). */

/** Undefined when it isn't valid: wrong base64, a printable ASCII letter encoded, half a surrogate. */
export function decodeUtf7(name: string): string | undefined {
  if (!name.includes('&')) return /^[\x20-\x7e]*$/.test(name) ? name : undefined;
  let out = '';
  let at = 0;
  for (;;) {
    const amp = name.indexOf('&', at);
    const plain = name.slice(at, amp < 0 ? undefined : amp);
    if (!/^[\x20-\x7e]*$/.test(plain)) return undefined;
    out += plain;
    if (amp < 0) return out;
    const dash = name.indexOf('-', amp);
    if (dash < 0) return undefined;
    if (dash === amp + 1) out += '&';
    else {
      const run = decodeRun(name.slice(amp + 1, dash));
      // A run right after a run should have been one (`&…-&…-`): RFC 3501 forbids it, some clients write it.
      if (run === undefined) return undefined;
      out += run;
    }
    at = dash + 1;
  }
}

function decodeRun(base64: string): string | undefined {
  if (!/^[A-Za-z0-9+,]+$/.test(base64)) return undefined;
  const bytes = Buffer.from(base64.replaceAll(',', '/'), 'base64');
  if (bytes.length < 2 || bytes.length % 2 !== 0) return undefined;
  const run = bytes.swap16().toString('utf16le');
  return run.isWellFormed() && !/[\x20-\x7e]/.test(run) ? run : undefined;
}

export function encodeUtf7(name: string): string {
  if (/^[\x20-\x25\x27-\x7e]*$/.test(name)) return name;
  return name.replace(/&|[^\x20-\x7e]+/g, (run) => {
    if (run === '&') return '&-';
    const base64 = Buffer.from(run, 'utf16le').swap16().toString('base64');
    return `&${base64.replace(/=+$/, '').replaceAll('/', ',')}-`;
  });
}
