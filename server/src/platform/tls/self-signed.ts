import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';

export interface SelfSignedInput {
  /** The subject's common name, and its first alternative name. */
  hostname: string;
  /** Further DNS names. */
  names?: string[];
  /** IPv4 addresses. */
  addresses?: string[];
  from: Date;
  until: Date;
}

/** A server certificate (RFC 5280) signed by its own key: ECDSA with P-256 and SHA-256. Both in PEM. */
export function makeSelfSigned(input: SelfSignedInput): { cert: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const serial = randomBytes(16);
  serial[0] = (serial[0]! & 0x7f) | 0x40; // positive, and of full length
  const name = sequence(tlv(0x31, sequence(oid('2.5.4.3'), tlv(0x0c, Buffer.from(input.hostname)))));
  const toBeSigned = sequence(
    tlv(0xa0, integer(Buffer.from([2]))), // version 3
    integer(serial),
    ecdsaWithSha256,
    name,
    sequence(time(input.from), time(input.until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tlv(0xa3, sequence(...extensions(input))),
  );
  const signature = bitString(sign('sha256', toBeSigned, privateKey), 0);
  const der = sequence(toBeSigned, ecdsaWithSha256, signature).toString('base64');
  const lines = der.match(/.{1,64}/g)!.join('\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

function extensions({ hostname, names = [], addresses = [] }: SelfSignedInput): Buffer[] {
  const dns = [...new Set([hostname, ...names])].map((value) => tlv(0x82, Buffer.from(value, 'ascii')));
  const ips = addresses.filter(isIPv4).map((value) => tlv(0x87, Buffer.from(value.split('.').map(Number))));
  return [
    extension('2.5.29.19', true, sequence()), // basic constraints: no authority
    extension('2.5.29.15', true, bitString(Buffer.from([0x80]), 7)), // key usage: digital signature
    extension('2.5.29.37', false, sequence(oid('1.3.6.1.5.5.7.3.1'))), // extended key usage: server
    extension('2.5.29.17', false, sequence(...dns, ...ips)), // alternative names
  ];
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  return sequence(oid(id), ...(critical ? [tlv(0x01, Buffer.from([0xff]))] : []), tlv(0x04, value));
}

// Distinguished Encoding Rules (X.690)

function tlv(tag: number, value: Buffer): Buffer {
  const { length } = value;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), value]);
  const octets = length < 0x100 ? [length] : [length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, 0x80 | octets.length, ...octets]), value]);
}

function sequence(...items: Buffer[]): Buffer {
  return tlv(0x30, Buffer.concat(items));
}

function integer(value: Buffer): Buffer {
  return tlv(0x02, value);
}

function bitString(value: Buffer, unused: number): Buffer {
  return tlv(0x03, Buffer.concat([Buffer.from([unused]), value]));
}

function oid(text: string): Buffer {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const octets = rest.flatMap((arc) => {
    const groups = [arc & 0x7f];
    for (let left = arc >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    return groups;
  });
  return tlv(0x06, Buffer.from([first * 40 + second, ...octets]));
}

/** UTCTime up to 2049, GeneralizedTime after (RFC 5280 §4.1.2.5). */
function time(at: Date): Buffer {
  const digits = `${at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`;
  return at.getUTCFullYear() < 2050 ? tlv(0x17, Buffer.from(digits.slice(2))) : tlv(0x18, Buffer.from(digits));
}

const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
