import { expect, test } from 'vitest';
import { createLog } from './log.ts';

function capture(format: 'json' | 'text' = 'json') {
  const lines: string[] = [];
  return { lines, log: createLog({ level: 'info', format, write: (line) => lines.push(line) }) };
}

test('one JSON object a line, with level and time by name', () => {
  const { lines, log } = capture();
  log.info({ port: 25 }, 'listening');
  log.debug('unseen');
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({ level: 'info', port: 25, msg: 'listening', time: expect.any(String) });
});

test('secrets stay out, by key and inside addresses', () => {
  const { lines, log } = capture();
  log.info({ password: 'x1', user: { token: 'x2' }, req: { headers: { authorization: 'x3', cookie: 'x4' } } }, 'm');
  const error = Object.assign(new Error('connect postgres://congvu:x5@host/db failed'), {
    detail: 'Key (a)=(x6) exists',
  });
  log.error({ err: error }, 'm');
  log.error(error);
  expect(lines.join('')).not.toMatch(/x[1-6]/);
  expect(lines.join('')).toContain('postgres://***@host/db');
});

test('text for a terminal', () => {
  const { lines, log } = capture('text');
  log.child({ name: 'smtp' }).warn({ port: 25 }, 'slow');
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d warn {2}smtp: slow \(port=25\)\n$/);
});
