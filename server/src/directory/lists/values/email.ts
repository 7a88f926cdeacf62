/** Addresses of a cell; `faulty` are those that are none. */
export function readEmails(text: string): { emails: string[]; faulty: string[] } {
  const emails: string[] = [];
  const faulty: string[] = [];
  for (const part of text.split(/[\s,;]+/)) {
    const plain = part
      .normalize('NFC')
      .toLowerCase()
      .replace(/^(?:mailto:|<|\()+|[>).]+$/g, '');
    if (plain === '' || plain === '-') continue;
    if (isAddress(plain)) emails.push(plain);
    else faulty.push(part);
  }
  return { emails: [...new Set(emails)], faulty };
}

function isAddress(text: string): boolean {
  if (text.length > 254) return false;
  return /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}$/.test(
    text,
  );
}

/** What kind of contact address one outside the province's domains is (BD 2.5). */
export function contactKind(email: string): 'sector' | 'free' | 'other' {
  const domain = email.slice(email.indexOf('@') + 1);
  if (
    /(?:^|\.)(?:gmail|yahoo|hotmail|outlook|live|icloud|ymail|zoho|proton)\.[a-z.]+$|(?:^|\.)(?:ymail|icloud|protonmail|proton)\.[a-z.]+$/.test(
      domain,
    )
  ) {
    return 'free';
  }
  return /\.gov\.vn$/.test(domain) || /\.edu\.vn$/.test(domain) ? 'sector' : 'other';
}
