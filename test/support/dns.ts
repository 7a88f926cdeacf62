/** A DNS server for tests: answers what it is told to, on a loopback UDP port. */
import { createSocket } from 'node:dgram';

export interface Zone {
  /** By name in lower case. */
  [name: string]: {
    mx?: [priority: number, exchange: string][];
    a?: string[];
    txt?: string[];
    ptr?: string[];
    /** Answers SERVFAIL. */
    fails?: boolean;
    /** Never answers. */
    silent?: boolean;
  };
}

export interface TestDns {
  /** `127.0.0.1:port`, for the setting of DNS servers. */
  server: string;
  zone: Zone;
  /** Questions that were asked: `MX example.test`. */
  asked: string[];
  close(): Promise<void>;
}

const types: Record<number, string> = { 1: 'A', 12: 'PTR', 15: 'MX', 16: 'TXT', 28: 'AAAA' };

export async function startDns(zone: Zone = {}): Promise<TestDns> {
  const socket = createSocket('udp4');
  const asked: string[] = [];
  socket.on('message', (query, from) => {
    const { name, type, end } = readQuestion(query);
    asked.push(`${types[type] ?? type} ${name}`);
    const entry = zone[name];
    if (entry?.silent) return;
    const records = entry ? answersFor(entry, type) : [];
    const rcode = entry?.fails ? 2 : entry ? 0 : 3;
    const header = Buffer.from(query.subarray(0, 12));
    header.writeUInt16BE(0x8180 | rcode, 2);
    header.writeUInt16BE(1, 4);
    header.writeUInt16BE(rcode === 0 ? records.length : 0, 6);
    header.writeUInt32BE(0, 8);
    const answers = rcode === 0 ? records.map((data) => answer(type, data)) : [];
    socket.send(Buffer.concat([header, query.subarray(12, end), ...answers]), from.port, from.address);
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return {
    server: `127.0.0.1:${socket.address().port}`,
    zone,
    asked,
    close: () => new Promise((resolve) => socket.close(() => resolve())),
  };
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } {
  const labels: string[] = [];
  let at = 12;
  while (query[at]! > 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]!));
    at += query[at]! + 1;
  }
  return { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end: at + 5 };
}

function answersFor(entry: Zone[string], type: number): Buffer[] {
  switch (types[type]) {
    case 'A':
      return (entry.a ?? []).map((address) => Buffer.from(address.split('.').map(Number)));
    case 'MX':
      return (entry.mx ?? []).map(([priority, exchange]) => {
        const head = Buffer.alloc(2);
        head.writeUInt16BE(priority);
        return Buffer.concat([head, domainName(exchange)]);
      });
    case 'TXT':
      return (entry.txt ?? []).map((text) => {
        const parts = text.match(/.{1,255}/gs) ?? [''];
        return Buffer.concat(parts.flatMap((part) => [Buffer.from([part.length]), Buffer.from(part)]));
      });
    case 'PTR':
      return (entry.ptr ?? []).map(domainName);
    default:
      return [];
  }
}

function domainName(name: string): Buffer {
  const labels = name === '' || name === '.' ? [] : name.replace(/\.$/, '').split('.');
  return Buffer.concat([
    ...labels.flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]),
    Buffer.from([0]),
  ]);
}

/** A record about the name asked (a pointer to offset 12), for 0 seconds. */
function answer(type: number, data: Buffer): Buffer {
  const head = Buffer.alloc(12);
  head.writeUInt16BE(0xc00c, 0);
  head.writeUInt16BE(type, 2);
  head.writeUInt16BE(1, 4);
  head.writeUInt16BE(data.length, 10);
  return Buffer.concat([head, data]);
}
