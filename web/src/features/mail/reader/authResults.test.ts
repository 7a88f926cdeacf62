import { expect, test } from 'vitest';
import { describeAuth, readAuthResults } from './authResults.ts';

test('DMARC decides', () => {
  const auth = readAuthResults([
    'mx.tiengiang.test; dkim=pass (good; really (yes)) header.d=binhduong.test; spf=none smtp.mailfrom=x; dmarc=pass (p=reject)',
    'evil; dmarc=fail',
  ]);
  expect(auth?.verdict).toBe('pass');
  expect(auth && describeAuth(auth)).toBe('DKIM pass, SPF none, DMARC pass');
  expect(readAuthResults(['mx; spf=pass; dmarc=fail'])?.verdict).toBe('fail');
});

test('without DMARC one valid check is a part', () => {
  expect(readAuthResults(['mx; dkim=pass; dmarc=none'])?.verdict).toBe('partial');
  expect(readAuthResults(['mx; dkim=none; spf=softfail'])?.verdict).toBe('fail');
  expect(readAuthResults(['mx; dkim=none; spf=none; dmarc=none'])?.verdict).toBe('partial');
});

test('only our own field counts; nothing checked says nothing', () => {
  expect(readAuthResults(['mx; none', 'evil; dmarc=pass'])).toBeNull();
  expect(readAuthResults([])).toBeNull();
  expect(readAuthResults(null)).toBeNull();
  expect(readAuthResults(['mx; auth=pass; iprev=pass'])).toBeNull();
});
