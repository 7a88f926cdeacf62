import { type PasswordRule, passwordFaults } from '@congvu/contract';
import { expect, test } from 'vitest';
import {
  generateActivationCode,
  hashActivationCode,
  isActivationHash,
  verifyActivationCode,
} from './activation-code.ts';
import { createHasher, isOutdated } from './password.ts';

const rule: PasswordRule = {
  minLength: 8,
  classes: ['upper', 'lower', 'digit', 'special'],
  special: '!#',
  cite: { ref: '', text: '' },
};

test('a code meets the usual rule, is read off paper without doubt, and is another each time', () => {
  const codes = Array.from({ length: 500 }, () => generateActivationCode(rule, 'an@tiengiang.test'));
  for (const code of codes) {
    expect(code.toLowerCase()).toMatch(/^[a-hjkmnp-z2-9]{4}(?:-[a-hjkmnp-z2-9]{4}){4}$/);
    expect(passwordFaults(code, rule, 'an@tiengiang.test')).toEqual([]);
  }
  expect(new Set(codes).size).toBe(codes.length);
});

test('it is known however it is typed, and nothing else is', async () => {
  const hasher = createHasher();
  const code = generateActivationCode(rule, '');
  const hash = hashActivationCode(code);
  expect(isActivationHash(hash)).toBe(true);
  expect(hash).not.toContain(code.slice(0, 4));
  expect(hashActivationCode(code)).not.toBe(hash);
  for (const typed of [code, code.toUpperCase(), code.replaceAll('-', ' '), ` ${code.replaceAll('-', '')}`]) {
    expect(await hasher.verify(hash, typed)).toBe(true);
  }
  for (const wrong of [code.slice(1), `${code}x`, '', code.replace(/^./, '0')])
    expect(await hasher.verify(hash, wrong)).toBe(false);
  expect(verifyActivationCode('$first$v=1$', '')).toBe(false);
  expect(isOutdated(hash)).toBe(false);
});
