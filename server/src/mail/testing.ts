/** For tests: the store on a test database and a temporary folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type BlobFiles,
  type BlobStore,
  createDedicated,
  createLog,
  openBlobStore,
  type Pools,
  realFiles,
} from '../platform/index.ts';
import { hotUrl, lazyUrl } from './connection-urls.ts';
import { segmentBook } from './open-segments.ts';
import { runOn } from './sql.ts';
import { createMailStore, type Mail } from './store.ts';

export interface TestMail {
  mail: Mail;
  blobs: BlobStore;
  /** Of segments. */
  dir: string;
  stop(): Promise<void>;
}

export const testQuota = 500 * 1024 * 1024;

export async function testMail(
  url: string,
  pools: Pools,
  options: { segmentSize?: number; files?: Partial<BlobFiles>; defaultQuota?: (province: string) => number } = {},
): Promise<TestMail> {
  const log = createLog({ level: 'error' });
  const dir = await mkdtemp(join(tmpdir(), 'congvu-blobs-'));
  const files = { ...realFiles, ...options.files };
  const blobs = await openBlobStore({ dir, ...segmentBook(runOn(pools)), log, ...options, files });
  const dedicated = await Promise.all([createDedicated(hotUrl(url), { log }), createDedicated(hotUrl(url), { log })]);
  const lazy = await createDedicated(lazyUrl(url), { log });
  const mail = createMailStore({
    pools,
    dedicated,
    lazy,
    blobs,
    log,
    defaultQuota: options.defaultQuota ?? (() => testQuota),
  });
  await mail.start();
  return {
    mail,
    blobs,
    dir,
    async stop() {
      await mail.stop();
      await Promise.all([...dedicated.map((d) => d.end()), lazy.end(), blobs.close()]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A small message; headers as given, one line each. */
export function testMessage(subject: string, body = 'Kính gửi các đơn vị.', headers: string[] = []): Buffer {
  const lines = [
    'From: =?utf-8?q?L=C3=AA_Minh_Hi=E1=BA=BFu?= <leminhhieu@tiengiang.test>',
    'To: stttt@tiengiang.test',
    `Subject: =?utf-8?b?${Buffer.from(subject).toString('base64')}?=`,
    'Date: Mon, 16 Nov 2026 08:30:00 +0700',
    ...(headers.some((h) => /^message-id:/i.test(h))
      ? []
      : [`Message-ID: <${Math.random().toString(36).slice(2)}@tiengiang.test>`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    ...headers,
    '',
    Buffer.from(body).toString('base64').replace(/.{76}/g, '$&\r\n'),
    '',
  ];
  return Buffer.from(lines.join('\r\n'));
}
