import { expect, test } from 'vitest';
import { readSize } from './directory-options.ts';
import { fromOptions, parseList } from './user.ts';

const options = { mustChange: true };

test('a pattern makes one person for each number', () => {
  const people = fromOptions({ ...options, address: 'user%04d@bench.test', from: '9', to: '11' });
  expect(people.map((p) => [p.name, p.address])).toEqual([
    ['user0009', 'user0009@bench.test'],
    ['user0010', 'user0010@bench.test'],
    ['user0011', 'user0011@bench.test'],
  ]);
  expect(fromOptions({ ...options, address: 'u%d@a.test', to: '2' }).map((p) => p.address)).toEqual([
    'u1@a.test',
    'u2@a.test',
  ]);
});

test.each([
  [{}],
  [{ address: 'u%d@a.test', from: '2', to: '1' }],
  [{ address: 'u%d@a.test', from: 'x', to: '1' }],
  [{ address: 'u%d@a.test', from: '1', to: '1000000' }],
  [{ address: 'u@a.test', from: '1', to: '2' }],
])('%j is refused', (wrong) => {
  expect(() => fromOptions({ ...options, ...wrong })).toThrow(expect.objectContaining({ code: 'command.usage' }));
});

test('a list is read line by line; the command line fills what is left out', () => {
  const text = '{"name":"Lê Minh Hiếu","born":1977,"head":true}\r\n\n{"address":"a.b@x.test","domain":"y.test"}\n';
  expect(parseList(text, { ...options, domain: 'x.test' })).toMatchObject([
    { name: 'Lê Minh Hiếu', born: '1977', isHead: true, domain: 'x.test' },
    { name: 'a.b', address: 'a.b@x.test', domain: 'y.test' },
  ]);
});

test.each([
  ['', 'The list is empty.'],
  ['{"name":"a"}\n{', 'Line 2: is no JSON.'],
  ['[1]', 'Line 1: is no JSON object.'],
  ['{"colour":"red"}', 'Line 1: "colour" is not known.'],
  ['{"name":1}', 'Line 1: "name" must be text.'],
  ['{"phone":"1"}', 'Line 1: has neither a name nor an address.'],
])('the list %j is refused', (text, message) => {
  expect(() => parseList(text, options)).toThrow(message);
});

test('sizes', () => {
  expect(['500M', '2G', '1.5 GiB', '1048576', 'default'].map(readSize)).toEqual([
    524288000,
    2147483648,
    1610612736,
    1048576,
    null,
  ]);
  for (const wrong of ['', '0', '-1', 'x', '5 apples', '1e9'])
    expect(() => readSize(wrong), wrong).toThrow('is no size');
});
