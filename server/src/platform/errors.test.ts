import { expect, test } from 'vitest';
import { AppError, isPlatformError, isTemporary, PlatformError, platformErrorCatalogue } from './errors.ts';

test('a platform error carries its code, particulars and cause', () => {
  const cause = new Error('ENOSPC');
  const error = new PlatformError('blobs.full', 'segment 7', { cause, details: { segment: 7 } });
  expect(error.message).toBe(`${platformErrorCatalogue['blobs.full'].en} segment 7`);
  expect(error.cause).toBe(cause);
  expect(isPlatformError(error, 'blobs.full')).toBe(true);
  expect(isPlatformError(error, 'database.full')).toBe(false);
});

test('only faults of the machine are temporary', () => {
  expect(isTemporary(new PlatformError('database.unavailable'))).toBe(true);
  expect(isTemporary(new PlatformError('blobs.full'))).toBe(true);
  expect(isTemporary(new PlatformError('config.invalid'))).toBe(false);
  expect(isTemporary(new AppError('request.invalid'))).toBe(false);
  expect(isTemporary(new Error('x'))).toBe(false);
});
