import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardUid, organisationCard, personCard } from './vcard.ts';

const unfold = (card: string) => card.replace(/\r\n /g, '').split('\r\n');

test('a person: names in their parts, numbers that can be dialled, the organisation from the top down', () => {
  const card = personCard({
    uid: cardUid('tien-giang', 'person', 7),
    name: 'Nguyễn Thị Thu Hà',
    position: 'Trưởng phòng; phụ trách',
    organisations: ['Phòng Tài chính, Kế hoạch', 'Ủy ban nhân dân huyện Chợ Gạo'],
    emails: ['ntthuha@tiengiang.test', 'ha@tiengiang.test'],
    phone: '0273 3873 001',
    mobile: '(+84) 912.345.678',
    note: 'dòng một\ndòng hai',
    revised: new Date('2026-03-01T02:03:04.567Z'),
  });
  expect(unfold(card)).toEqual([
    'BEGIN:VCARD',
    'VERSION:4.0',
    'PRODID:-//Cong Vu//vi',
    `UID:${cardUid('tien-giang', 'person', 7)}`,
    'KIND:individual',
    'FN:Nguyễn Thị Thu Hà',
    'N:Nguyễn;Hà;Thị Thu;;',
    'ORG:Ủy ban nhân dân huyện Chợ Gạo;Phòng Tài chính\\, Kế hoạch',
    'TITLE:Trưởng phòng\\; phụ trách',
    'EMAIL;TYPE=work;PREF=1:ntthuha@tiengiang.test',
    'EMAIL;TYPE=work:ha@tiengiang.test',
    'TEL;VALUE=uri;TYPE="work,voice":tel:+842733873001',
    'TEL;VALUE=uri;TYPE="work,cell":tel:+84912345678',
    'NOTE:dòng một\\ndòng hai',
    'REV:20260301T020304Z',
    'END:VCARD',
    '',
  ]);
});

test('an organisation, in 4.0 and in 3.0', () => {
  const organisation = {
    uid: cardUid('tien-giang', 'organisation', 3),
    name: 'Sở Thông tin và Truyền thông',
    shortName: 'Sở TT&TT',
    above: ['Ủy ban nhân dân tỉnh Tiền Giang'],
    emails: ['stttt@tiengiang.test'],
    phone: 'máy lẻ 12',
    fax: '0273 3873 002',
    website: 'stttt.tiengiang.test',
    address: '11 Hùng Vương, TP. Mỹ Tho',
  };
  expect(unfold(organisationCard(organisation)).slice(4, -2)).toEqual([
    'KIND:org',
    'FN:Sở Thông tin và Truyền thông',
    'N:;;;;',
    'NICKNAME:Sở TT&TT',
    'ORG:Ủy ban nhân dân tỉnh Tiền Giang;Sở Thông tin và Truyền thông',
    'EMAIL;TYPE=work;PREF=1:stttt@tiengiang.test',
    'TEL;VALUE=text;TYPE="work,voice":máy lẻ 12',
    'TEL;VALUE=uri;TYPE="work,fax":tel:+842733873002',
    'ADR;TYPE=work:;;11 Hùng Vương\\, TP. Mỹ Tho;;;;',
    'URL:https://stttt.tiengiang.test',
  ]);
  const old = unfold(organisationCard(organisation, { version: '3.0' }));
  expect(old).toContain('VERSION:3.0');
  expect(old).toContain('EMAIL;TYPE=INTERNET,WORK,PREF:stttt@tiengiang.test');
  expect(old).toContain('TEL;TYPE=WORK,FAX:0273 3873 002');
  expect(old.join()).not.toContain('KIND');
});

test('a name alone is a given name; a thing keeps its UID', () => {
  expect(unfold(personCard({ uid: 'x', name: 'Hiếu' }))).toContain('N:;Hiếu;;;');
  expect(cardUid('tien-giang', 'person', 7)).toMatch(
    /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  expect(cardUid('tien-giang', 'person', 7)).toBe(cardUid('tien-giang', 'person', 7));
  expect(cardUid('tien-giang', 'person', 7)).not.toBe(cardUid('tien-giang', 'organisation', 7));
});

test('whatever stands in it: lines of 75 octets of whole characters, and no line of its own', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
      fc.string({ maxLength: 200 }),
      (a, b) => {
        const card = personCard({ uid: 'u', name: a, position: b, note: `${a}\r\nEND:VCARD\n${b}` });
        const lines = card.split('\r\n');
        for (const line of lines) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(card).not.toContain('\ufffd'.repeat(2));
        expect(unfold(card).filter((line) => line === 'END:VCARD')).toHaveLength(1);
        expect(card.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
      },
    ),
  );
});
