import { expect, test } from 'vitest';
import { baseSubject } from './base-subject.ts';

test.each([
  ['Kế hoạch', 'Kế hoạch'],
  ['Re: Kế hoạch', 'Kế hoạch'],
  ['RE: re[2]: Fwd: FW: Kế hoạch (fwd) (FWD) ', 'Kế hoạch'],
  ['[list] Re: [list] Kế hoạch', 'Kế hoạch'],
  ['[list] Kế hoạch', 'Kế hoạch'],
  ['Re [list]: Kế hoạch', 'Kế hoạch'],
  ['[list]', '[list]'],
  ['[a] [b]', '[b]'],
  ['[a] Re: [b]', '[b]'],
  ['[Fwd: Re: Kế hoạch]', 'Kế hoạch'],
  ['[fwd: [fwd: x]]', 'x'],
  ['Re: [fwd: [a] Re: x (fwd)] (fwd)', 'x'],
  ['Re:', ''],
  ['', ''],
  ['  two   blanks\t here ', 'two blanks here'],
  ['Regards', 'Regards'],
  ['=?utf-8?Q?Re:_K=E1=BA=BF?=', 'Kế'],
])('%s', (subject, base) => {
  expect(baseSubject(subject)).toBe(base);
});
