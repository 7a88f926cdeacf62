import { expect, test } from 'vitest';
import { AppError, PlatformError } from '../platform/index.ts';
import { describeError } from './report.ts';

test('an error of ours is told in Vietnamese, with its particulars and its code, without a stack', () => {
  const text = describeError(new PlatformError('data.in-use', '/srv/data is held by process 7. Stop it first.'));
  expect(text.split('\n')).toEqual([
    'Thư mục dữ liệu đang được một máy chủ khác sử dụng.',
    'Another server is using the data folder. /srv/data is held by process 7. Stop it first. (data.in-use)',
  ]);
  expect(describeError(new AppError('password.rule', ['length']))).toBe(
    'Mật khẩu chưa đúng quy định.\nThe password does not meet the rule. ["length"] (password.rule)',
  );
});

test('a fault comes with its stack', () => {
  expect(describeError(new Error('odd'))).toMatch(/^Error: odd\n +at /);
});
