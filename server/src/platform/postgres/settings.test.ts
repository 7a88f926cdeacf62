import { expect, test } from 'vitest';
import { postgresSettings } from './settings.ts';

const GB = 2 ** 30;

function setting(text: string, name: string): string | undefined {
  return new RegExp(`^${name} = '(.*)'$`, 'm').exec(text)?.[1];
}

test('scale with the machine', () => {
  const small = postgresSettings({ socketDir: '/s', durable: true, memory: GB / 2, disk: 8 * GB });
  const large = postgresSettings({ socketDir: '/s', durable: true, memory: 24 * GB, disk: 500 * GB });
  expect(['shared_buffers', 'work_mem', 'max_wal_size'].map((name) => setting(small, name))).toEqual([
    '128MB',
    '4MB',
    '512MB',
  ]);
  expect(['shared_buffers', 'work_mem', 'max_wal_size'].map((name) => setting(large, name))).toEqual([
    '2048MB',
    '32MB',
    '4096MB',
  ]);
});

test('keep what was committed, and listen on a socket only', () => {
  const text = postgresSettings({ socketDir: "/it's", durable: true, disk: GB });
  expect(['fsync', 'full_page_writes', 'synchronous_commit'].map((name) => setting(text, name))).toEqual([
    'on',
    'on',
    'on',
  ]);
  expect(setting(text, 'listen_addresses')).toBe('');
  expect(setting(text, 'unix_socket_directories')).toBe("/it''s");
  expect(setting(postgresSettings({ socketDir: '/s', durable: false, disk: GB }), 'fsync')).toBe('off');
});
