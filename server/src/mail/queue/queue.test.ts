import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { isPlainAddress } from './address.ts';
import { lifetime, nextAttempt, nextLocalAttempt } from './back-off.ts';
import type { Dns } from './dns.ts';
import { dnsRecords } from './dns-records.ts';
import { addressKey, domainOf } from './recipients.ts';
import { parseReply } from './reply.ts';
import { findRoute } from './route.ts';
import { dateTime, protocolName, receivedField } from './wire/trace.ts';

describe('addresses', () => {
  it.each([
    'a@b.vn',
    'hiếu@tiengiang.test',
    '"a b"@b.vn',
    'a.b+c@b-c.vn',
    'x@[127.0.0.1]',
    'x@[IPv6:::1]',
    'a@quảngninh.test',
    '"@"@b.vn',
  ])('takes %s', (address) => expect(isPlainAddress(address)).toBe(true));

  it.each([
    '',
    '@b.vn',
    'a@',
    'a',
    'a b@c.vn',
    'a..b@c.vn',
    '.a@b.vn',
    'a@b..vn',
    'a@-b.vn',
    'a@b.vn>',
    'a\r\n@b.vn',
    'a@b.vn\r\nRCPT TO:<c@d.vn>',
    '<a@b.vn>',
    `${'x'.repeat(65)}@b.vn`,
    'a@[::x]',
  ])('refuses %j', (address) => expect(isPlainAddress(address)).toBe(false));

  it('compares them without case, in one form of Unicode', () => {
    expect(addressKey('Hiếu@TIENGIANG.test')).toBe(addressKey('hiếu@tiengiang.test'.normalize('NFD')));
    expect(domainOf('a@Quảngninh.TEST')).toMatch(/^xn--[a-z0-9-]+\.test$/);
    expect(domainOf('a@Quảngninh.TEST')).toBe(domainOf('b@quảngninh.test'));
    expect(domainOf('"a@b"@c.vn')).toBe('c.vn');
  });

  test('nothing that is taken can end a command', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', '@', '.', '"', '\\', '<', '>', '\r', '\n', ' ', '\0', 'é', '[', ']') }),
        (text) => {
          if (isPlainAddress(text)) expect(text).not.toMatch(/[\r\n\0]|^[^"]*[<>]/);
        },
      ),
      { numRuns: 5000 },
    );
  });
});

describe('back-off', () => {
  const minutes = (n: number) => n * 60_000;
  it('grows, then stays, and never goes beyond the end', () => {
    expect([1, 2, 3, 4, 5, 6, 7, 50].map((n) => nextAttempt(n, 0, lifetime)! / 60_000)).toEqual([
      5, 15, 30, 60, 120, 240, 240, 240,
    ]);
    expect(nextAttempt(9, lifetime - minutes(10), lifetime)).toBe(lifetime);
    expect(nextAttempt(9, lifetime, lifetime)).toBeNull();
    expect([1, 2, 40].map((n) => nextLocalAttempt(n, 0, lifetime))).toEqual([15_000, 30_000, minutes(5)]);
  });
});

describe('replies', () => {
  it.each([
    ['550 5.1.1 No such user', { code: 550, status: '5.1.1', text: 'No such user' }],
    ['250 OK', { code: 250, status: '2.0.0', text: 'OK' }],
    ['421', { code: 421, status: '4.0.0', text: '' }],
    ['550-5.7.1 one\n550 5.7.1 two', { code: 550, status: '5.7.1', text: 'one two' }],
    ['450 4.2.0.1 odd', { code: 450, status: '4.0.0', text: '4.2.0.1 odd' }],
  ])('%j', (text, parts) => expect(parseReply(text)).toEqual(parts));
  it('gives up on what is none', () => expect(parseReply('hello')).toBeNull());
});

describe('trace fields', () => {
  it('name the protocol (RFC 3848, RFC 6531)', () => {
    expect(protocolName(false, false, false, false, false)).toBe('SMTP');
    expect(protocolName(false, true, true, true, false)).toBe('ESMTPSA');
    expect(protocolName(true, true, true, false, false)).toBe('LMTPS');
    expect(protocolName(false, true, true, true, true)).toBe('UTF8SMTPSA');
    expect(protocolName(true, true, false, false, true)).toBe('UTF8LMTP');
  });

  test('hold one field whatever the client says', () => {
    const anything = fc.string({ unit: 'binary', maxLength: 400 });
    fc.assert(
      fc.property(anything, anything, anything, anything, (helo, host, recipient, cipher) => {
        const field = receivedField({
          helo,
          host,
          address: '::1',
          by: 'mx.test',
          protocol: 'ESMTP',
          cipher,
          id: 'x',
          recipient,
          at: new Date(0),
        });
        expect(field.endsWith('\r\n')).toBe(true);
        expect(
          field
            .slice(0, -2)
            .split('\r\n')
            .slice(1)
            .every((line) => /^\t\S/.test(line)),
        ).toBe(true);
        expect(field).not.toMatch(/[^\r]\n|\r[^\n]/);
        expect(field).toContain('([IPv6:::1])'.slice(1));
      }),
      { numRuns: 300 },
    );
  });

  test('dates are read back as the same moment', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
        expect(Date.parse(dateTime(new Date(seconds * 1000)))).toBe(seconds * 1000);
      }),
    );
  });
});

describe('routes', () => {
  const dns = (
    mx: Record<string, { exchange: string; priority: number }[] | string>,
    a: Record<string, string[] | string>,
  ): Dns => {
    const answer = <T>(table: Record<string, T | string>, name: string): T => {
      const found = table[name];
      if (found === undefined || typeof found === 'string')
        throw Object.assign(new Error('dns'), { code: found ?? 'ENOTFOUND' });
      return found;
    };
    return {
      mx: async (domain) => answer(mx, domain),
      addresses: async (name) => answer(a, name),
      reverse: async () => [],
      resolve: async () => [],
    };
  };

  it('goes by preference, and past hosts without addresses', async () => {
    const records = [
      { exchange: 'c.x', priority: 30 },
      { exchange: 'A.x.', priority: 10 },
      { exchange: 'b.x', priority: 20 },
    ];
    const hops = await findRoute(
      dns({ 'd.vn': records }, { 'a.x': ['1.1.1.1', '::1'], 'c.x': ['3.3.3.3'] }),
      'd.vn',
      'self',
    );
    expect(hops.map((hop) => hop.address)).toEqual(['1.1.1.1', '::1', '3.3.3.3']);
  });

  it('goes to the domain itself without MX, and to literals', async () => {
    expect(await findRoute(dns({ 'd.vn': 'ENODATA' }, { 'd.vn': ['1.1.1.1'] }), 'd.vn', 'self')).toEqual([
      { name: 'd.vn', address: '1.1.1.1' },
    ]);
    expect(await findRoute(dns({}, {}), '[IPv6:::1]', 'self')).toEqual([{ name: '::1', address: '::1' }]);
  });

  it.each([
    ['null MX', { 'd.vn': [{ exchange: '', priority: 0 }] }, {}, '5.1.10', true],
    ['no such domain', {}, {}, '5.1.2', true],
    ['DNS out of order', { 'd.vn': 'ESERVFAIL' }, {}, '4.4.3', false],
    ['addresses out of order', { 'd.vn': [{ exchange: 'a.x', priority: 0 }] }, { 'a.x': 'ETIMEOUT' }, '4.4.3', false],
    ['a circle', { 'd.vn': [{ exchange: 'self', priority: 0 }] }, { self: ['1.1.1.1'] }, '5.4.6', true],
  ])('ends with a code: %s', async (_, mx, a, status, permanent) => {
    await expect(findRoute(dns(mx, a as Record<string, string[] | string>), 'd.vn', 'self')).rejects.toMatchObject({
      status,
      permanent,
    });
  });

  it('never goes to hosts behind itself', async () => {
    const records = [
      { exchange: 'a.x', priority: 10 },
      { exchange: 'self', priority: 20 },
      { exchange: 'c.x', priority: 30 },
    ];
    const hops = await findRoute(dns({ 'd.vn': records }, { 'a.x': ['1.1.1.1'], 'c.x': ['3.3.3.3'] }), 'd.vn', 'self');
    expect(hops.map((hop) => hop.name)).toEqual(['a.x']);
  });
});

it('DNS records are what a zone file takes', () => {
  const records = dnsRecords({
    domain: 'tiengiang.gov.vn',
    hostname: 'mx.tiengiang.gov.vn',
    selector: 'cv1',
    dkim: `v=DKIM1; k=rsa; p=${'A'.repeat(400)}`,
  });
  const dkim = records.find((record) => record.name === 'cv1._domainkey.tiengiang.gov.vn')!;
  expect(
    dkim.value
      .match(/"[^"]{1,255}"/g)!
      .map((part) => part.slice(1, -1))
      .join(''),
  ).toBe(`v=DKIM1; k=rsa; p=${'A'.repeat(400)}`);
  expect(records.filter((record) => record.type === 'SRV').map((record) => record.name.split('.')[0])).toEqual([
    '_imaps',
    '_submissions',
    '_submission',
    '_jmap',
    '_carddavs',
  ]);
});
