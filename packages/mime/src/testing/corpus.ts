/** Seeds of the fuzz runner: small messages, each around a feature or a known trouble. */
import { base64Lines, HEADER, quotedPrintable, sampleMessage, vietnameseText } from './sample-messages.ts';
import { type LegacyName, SENTENCES, sentenceBytes } from './sentences.ts';

function message(...lines: string[]): Buffer {
  return Buffer.from(lines.join('\r\n'));
}

function multipart(subtype: string, boundary: string, parts: string[], closed = true): string {
  const body = parts.map((part) => `--${boundary}\r\n${part}\r\n`).join('');
  return `Content-Type: multipart/${subtype}; boundary="${boundary}"\r\n\r\n${body}${closed ? `--${boundary}--\r\n` : ''}`;
}

const PLAIN = 'Content-Type: text/plain; charset=utf-8\r\n\r\nXin chào\r\ncả nhà';
const HTML = 'Content-Type: text/html; charset=utf-8\r\n\r\n<p>Xin <b>chào</b> &amp; cả nhà<br>của bạn</p>';
const IMAGE =
  'Content-Type: image/png; name="a.png"\r\nContent-ID: <i1@x>\r\nContent-Disposition: inline\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=';
const FILE = `Content-Type: application/pdf\r\nContent-Disposition: attachment; filename*0*=UTF-8''K%E1%BA%BF;\r\n filename*1*=%20ho%E1%BA%A1ch; filename*2=.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(300)}`;

/** The seeds, all under 6 KB. */
export function corpus(): Buffer[] {
  const enclosed = `Content-Type: message/rfc822\r\n\r\nSubject: trong\r\nFrom: q@r.test\r\nDate: 1 Jan 99 1:2 EST\r\n${multipart('mixed', 'in', [PLAIN, FILE])}`;
  const nested = (depth: number): string =>
    depth === 0 ? PLAIN : multipart('mixed', `b${depth}`, [nested(depth - 1)]);
  const rfc822 = (depth: number): string =>
    depth === 0 ? PLAIN : `Content-Type: message/rfc822\r\n\r\nSubject: ${depth}\r\n${rfc822(depth - 1)}`;
  const legacy = (announced: string, charset: LegacyName) =>
    Buffer.concat([
      message(HEADER, `Content-Type: text/plain; charset=${announced}`, '', ''),
      ...SENTENCES.map((sentence) => sentenceBytes(sentence, charset)),
    ]);
  return [
    message('', 'body only'),
    message('Subject: no body at all'),
    message('no header at all', 'just lines'),
    message('Subject: x', 'forgotten blank line', 'and more text', 'of the body'),
    message('From someone Mon Jan  1 00:00:00 2024', 'Subject: from an mbox', '', 'x'),
    message(HEADER, '', vietnameseText(400)),
    message(
      HEADER,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      quotedPrintable(vietnameseText(400)),
    ),
    message(
      HEADER,
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(vietnameseText(300)).toString('base64'),
    ),
    message(HEADER, multipart('alternative', 'alt', [PLAIN, HTML])),
    message(HEADER, multipart('mixed', 'b', [multipart('related', 'bb', [HTML, IMAGE]), FILE])),
    message(
      HEADER,
      multipart('mixed', 'b', [
        multipart('alternative', 'b1', [PLAIN, multipart('related', 'b12', [HTML, IMAGE])]),
        FILE,
        enclosed,
      ]),
    ),
    message(HEADER, multipart('mixed', 'open', [PLAIN, FILE], false)),
    message(HEADER, multipart('mixed', 'outer', [multipart('mixed', 'inner', [PLAIN], false), FILE])),
    message(HEADER, multipart('digest', 'dig', ['\r\nSubject: one\r\n\r\n1', '\r\nSubject: two\r\n\r\n2'])),
    message(
      HEADER,
      multipart('report', 'r', [
        PLAIN,
        'Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nAction: failed',
        enclosed,
      ]),
    ),
    message(HEADER, 'Content-Type: multipart/mixed; boundary=never', '', 'text that no boundary begins'),
    message(HEADER, 'Content-Type: multipart/mixed; boundary=empty', '', '--empty--', ''),
    message(HEADER, 'Content-Type: multipart/mixed', '', '--x', '', 'y', '--x--'),
    message(HEADER, nested(12)),
    message(HEADER, rfc822(8)),
    message(HEADER, `Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(200)}`),
    message(
      'To: nhóm: a@b.test, "C, D" <c@d.test>;, (comment (nested)) e@f.test (E F), <@r,@s:g@h.test>, broken <i@j',
      'Subject: =?utf-8?Q?Ti=E1?= =?utf-8?Q?=BA=BFng?= =?x-none?B?//8=?=',
      'Date: 2024-02-30',
      '',
      '',
    ),
    message(
      'Content-Type: text/plain; charset="windows-1258"; name=a b c.txt; x',
      'Content-Disposition: attachment; filename="=?UTF-8?B?S+G6vyBob+G6oWNo?="',
      '',
      'x',
    ),
    message(
      'Content-Type: text/html; charset=iso-8859-1',
      '',
      '<html><head><style>p{}</style><script>if (a<b) "</p>"</script></head><body><!-- c --><p title="a>b">x&nbsp;&#7871;&bogus;<table><tr><td>1<td>2</table>',
    ),
    message('Content-Transfer-Encoding: x-uuencode', '', 'begin 644 a.txt', '#0V%T', '`', 'end'),
    legacy('x-viet-tcvn', 'tcvn3'),
    legacy('us-ascii', 'vni'),
    legacy('viscii', 'viscii'),
    legacy('windows-1258', 'windows-1258'),
    legacy('utf-8', 'tcvn3'),
    Buffer.concat([
      Buffer.from('Subject: '),
      Buffer.from('54b66e672064c66e67', 'hex'),
      Buffer.from('\r\nFrom: \xe9\xe8 <a@b>\r\n\r\n', 'latin1'),
    ]),
    Buffer.from(sampleMessage(5000)),
    Buffer.from(sampleMessage(3000).toString('latin1').replace(/\r\n/g, '\n'), 'latin1'),
    Buffer.from('Subject: nul\0 inside\r\n\0X: y\r\n\r\nbo\0dy', 'latin1'),
  ];
}
