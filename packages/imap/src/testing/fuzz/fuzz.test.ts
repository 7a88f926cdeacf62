import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

it('malformed commands in all states meet no fault, hang or malformed answer', async () => {
  const { inputs, answers } = await fuzz(4000, 20_251_121);
  expect(inputs).toBe(4000);
  // The input is close enough to IMAP to be worth something.
  expect(answers.OK).toBeGreaterThan(1000);
  expect(answers.NO).toBeGreaterThan(30);
  expect(answers.BAD).toBeGreaterThan(1000);
});
