/** Believable messages of a wanted size, for the bench and as seeds of the fuzz runner. Deterministic. */

const SENTENCES = [
  'Căn cứ Luật Tổ chức chính quyền địa phương, Ủy ban nhân dân tỉnh ban hành kế hoạch sử dụng hộp thư điện tử công vụ.',
  'Đề nghị các đơn vị khẩn trương triển khai thực hiện và báo cáo kết quả về Sở Thông tin và Truyền thông trước ngày 15.',
  'Kính gửi anh chị, tôi xin gửi kèm theo giấy mời họp và tài liệu liên quan để nghiên cứu trước.',
  'Mọi vướng mắc xin liên hệ Phòng Hành chính, số điện thoại 0273 3873 000, trong giờ làm việc.',
];

/** Text of about that many octets in UTF-8, in lines. */
export function vietnameseText(octets: number): string {
  let out = '';
  for (let i = 0, size = 0; size < octets; i++) {
    const line = `${SENTENCES[i % SENTENCES.length]}\r\n`;
    out += line;
    size += Buffer.byteLength(line);
  }
  return out;
}

/** Base64 of pseudo-random octets, in lines of 76. */
export function base64Lines(octets: number): string {
  const bytes = Buffer.alloc(Math.max(0, Math.floor((octets / 78) * 57)));
  let state = 12345;
  for (let i = 0; i < bytes.length; i++) {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    bytes[i] = state >>> 16;
  }
  return bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
}

/** Quoted-printable of UTF-8 text. */
export function quotedPrintable(text: string): string {
  let out = '';
  for (const line of text.split('\r\n')) {
    let length = 0;
    for (const octet of Buffer.from(line)) {
      const form =
        octet > 0x7e || octet < 0x20 || octet === 0x3d
          ? `=${octet.toString(16).toUpperCase().padStart(2, '0')}`
          : String.fromCharCode(octet);
      if (length + form.length > 75) {
        out += '=\r\n';
        length = 0;
      }
      out += form;
      length += form.length;
    }
    out += '\r\n';
  }
  return out;
}

export const HEADER = [
  'Return-Path: <vanthu@stttt.tiengiang.test>',
  'Received: from mail.tiengiang.test (mail.tiengiang.test [192.0.2.10])',
  '\tby mx.tiengiang.test with ESMTPS id 4XyZ12abcdEf',
  '\tfor <nguyenvanan@tiengiang.test>; Mon, 17 Nov 2025 08:15:32 +0700',
  'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=tiengiang.test; s=cv1; h=from:to:subject:date;',
  '\tbh=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=;',
  '\tb=AuUoFEfDxTDkHlLXSZEpZj79LICEps6eda7W3deTVFOk4yAUoqOB4nujc7YopdG5dWLSdNg6',
  'From: =?UTF-8?B?U+G7nyBUaMO0bmcgdGluIHbDoCBUcnV54buBbiB0aMO0bmc=?= <stttt@tiengiang.test>',
  'To: =?UTF-8?Q?Nguy=E1=BB=85n_V=C4=83n_An?= <nguyenvanan@tiengiang.test>,',
  ' =?UTF-8?Q?Tr=E1=BA=A7n_Th=E1=BB=8B_B=C3=ACnh?= <tranthibinh@tiengiang.test>',
  'Cc: vanphong@tiengiang.test',
  'Subject: =?UTF-8?B?S+G6vyBob+G6oWNoIHPhu5EgMDUvS0gtVUJORCB24buBIHRoxrAgxJFp4buHbiB04but?=',
  'Date: Mon, 17 Nov 2025 08:15:30 +0700',
  'Message-ID: <20251117081530.4XyZ12@tiengiang.test>',
  'In-Reply-To: <20251116101112.1234@tiengiang.test>',
  'References: <20251115080000.1@tiengiang.test> <20251116101112.1234@tiengiang.test>',
  'User-Agent: Mozilla Thunderbird',
  'MIME-Version: 1.0',
].join('\r\n');

/** A multipart message with text, HTML and an attachment that fills it up to about the size. */
export function sampleMessage(octets: number): Buffer {
  const textSize = Math.min(Math.floor(octets / 5), 4000);
  const text = vietnameseText(textSize / 2);
  const html = `<html><head><style>p { margin: 0 }</style></head><body>${text
    .split('\r\n')
    .map((line) => `<p class="MsoNormal">${line}</p>`)
    .join('\r\n')}</body></html>`;
  const head = [
    HEADER,
    'Content-Type: multipart/mixed; boundary="------------mixed0123456789abcdef"',
    '',
    'This is a multi-part message in MIME format.',
    '--------------mixed0123456789abcdef',
    'Content-Type: multipart/alternative; boundary="------------alt0123456789abcdef"',
    '',
    '--------------alt0123456789abcdef',
    'Content-Type: text/plain; charset=UTF-8; format=flowed',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    quotedPrintable(text),
    '--------------alt0123456789abcdef',
    'Content-Type: text/html; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    html,
    '--------------alt0123456789abcdef--',
    '',
    '--------------mixed0123456789abcdef',
    "Content-Type: application/pdf; name*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch.pdf",
    "Content-Disposition: attachment; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch.pdf",
    'Content-Transfer-Encoding: base64',
    '',
    '',
  ].join('\r\n');
  const tail = '\r\n--------------mixed0123456789abcdef--\r\n';
  return Buffer.from(head + base64Lines(Math.max(0, octets - Buffer.byteLength(head) - tail.length)) + tail);
}
