import { expect, test } from 'vitest';
import { warmUpImap } from './warm-up.ts';

test('every command of the warm-up goes well', async () => {
  expect(await warmUpImap()).toBe(75);
});
