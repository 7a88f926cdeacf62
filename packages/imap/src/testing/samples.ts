/** Messages that the contract is tested with. */

export interface SimpleMessage {
  subject: string;
  from?: string;
  to?: string;
  cc?: string;
  date?: string;
  id?: string;
  references?: string;
  inReplyTo?: string;
  body?: string;
}

export function simple(m: SimpleMessage): string {
  return [
    `From: ${m.from ?? 'Van Thu <vanthu@so1.example>'}`,
    `To: ${m.to ?? 'user@example.org'}`,
    ...(m.cc === undefined ? [] : [`Cc: ${m.cc}`]),
    `Subject: ${m.subject}`,
    `Date: ${m.date ?? 'Mon, 2 Jun 2025 08:00:00 +0700'}`,
    ...(m.id === undefined ? [] : [`Message-ID: <${m.id}>`]),
    ...(m.references === undefined ? [] : [`References: ${m.references}`]),
    ...(m.inReplyTo === undefined ? [] : [`In-Reply-To: ${m.inReplyTo}`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    m.body ?? 'Noi dung.',
    '',
  ].join('\r\n');
}

/** "Công văn số 5" in the subject, base64; Vietnamese text, quoted-printable. */
export const vietnamese = [
  'From: =?utf-8?Q?V=C4=83n_th=C6=B0?= <vanthu@so2.example>',
  'To: user@example.org',
  `Subject: =?utf-8?B?${Buffer.from('Công văn số 5').toString('base64')}?=`,
  'Date: Tue, 3 Jun 2025 09:30:00 +0700',
  'Message-ID: <cv5@so2.example>',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'K=C3=ADnh g=E1=BB=ADi to=C3=A0n th=E1=BB=83 =',
  'c=C3=A1n b=E1=BB=99.',
  '',
].join('\r\n');

/** Octets with a NUL, for BINARY. */
export const attachment = Buffer.from([0, 1, 2, 250, 251, 252, 13, 10, 65]);

const inner = simple({ subject: 'Inner', id: 'inner@so3.example', body: 'Inner text.' });
const innerMultipart = [
  'From: a@so3.example',
  'Subject: Deep',
  'MIME-Version: 1.0',
  'Content-Type: multipart/alternative; boundary=deep',
  '',
  '--deep',
  'Content-Type: text/plain',
  '',
  'Deep plain.',
  '--deep',
  'Content-Type: text/html',
  '',
  '<p>Deep html.</p>',
  '--deep--',
  '',
].join('\r\n');

/** 1 text; 2 a base64 attachment; 3 a message; 4 a message that is multipart (4.1, 4.2). */
export const multipart = [
  'From: Van Thu <vanthu@so3.example>',
  'To: user@example.org',
  'Subject: With parts',
  'X-Folded: one',
  '\ttwo',
  'Date: Wed, 4 Jun 2025 10:00:00 +0700',
  'Message-ID: <parts@so3.example>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary="outer"',
  '',
  'Preamble.',
  '--outer',
  'Content-Type: text/plain; charset=us-ascii',
  '',
  'First part.',
  '--outer',
  'Content-Type: application/octet-stream; name="a.bin"',
  'Content-Transfer-Encoding: base64',
  'Content-Disposition: attachment; filename="a.bin"',
  '',
  attachment.toString('base64'),
  '--outer',
  'Content-Type: message/rfc822',
  '',
  inner.slice(0, -2),
  '--outer',
  'Content-Type: message/rfc822',
  '',
  innerMultipart.slice(0, -2),
  '--outer--',
  '',
].join('\r\n');

export const innerMessage = inner;
