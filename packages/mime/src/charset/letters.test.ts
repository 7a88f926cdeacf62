import { expect, test } from 'vitest';
import { decodeCharset } from './decode-charset.ts';

const SMALL = 'ăâđêôơưáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ';
const CAPITAL = SMALL.toUpperCase();

/** The letters in the order above, as an independent converter (GNU libc's iconv) writes them; VNI after its published table. */
const OCTETS: [charset: string, letters: string, hex: string][] = [
  [
    'tcvn3',
    SMALL,
    'a8a9aeaaabacadb8b5b6b7b9bebbbcbdc6cac7c8c9cbd0cccecfd1d5d2d3d4d6ddd7d8dcdee3dfe1e2e4e8e5e6e7e9edeaebeceef3eff1f2f4f8f5f6f7f9fdfafbfcfe',
  ],
  ['tcvn3', 'ĂÂĐÊÔƠƯ', 'a1a2a7a3a4a5a6'],
  [
    'tcvn5712-1',
    SMALL,
    'a8a9aeaaabacadb8b5b6b7b9bebbbcbdc6cac7c8c9cbd0cccecfd1d5d2d3d4d6ddd7d8dcdee3dfe1e2e4e8e5e6e7e9edeaebeceef3eff1f2f4f8f5f6f7f9fdfafbfcfe',
  ],
  [
    'tcvn5712-1',
    CAPITAL,
    'a1a2a7a3a4a5a68380818284c0afbabf85c4c1c2c3868a8788898bdac5cdd98c908d8e8f919592939496ffdbe0f0979b98999a9c019d9e9f0211040506121613141517',
  ],
  [
    'viscii',
    SMALL,
    'e5e2f0eaf4bddfe1e0e4e3d5a1a2c6c7a3a4a5a6e7a7e9e8eba8a9aaabacadaeedecefeeb8f3f2f6f5f7afb0b1b2b5beb6b7defefaf9fcfbf8d1d7d8e6f1fdcfd6dbdc',
  ],
  [
    'viscii',
    CAPITAL,
    'c5c2d0cad4b4bfc1c0c4c38081820205838485860687c9c8cb88898a8b8c8d8ecdcc9bce98d3d299a09a8f90919293959697b394dad99c9d9ebabbbcffb9dd9f14191e',
  ],
  [
    'windows-1258',
    SMALL,
    'e3e2f0eaf4f5fde1e061d261de61f2e3ece3cce3d2e3dee3f2e2ece2cce2d2e2dee2f2e9e865d265de65f2eaeceaccead2eadeeaf2ed69cc69d269de69f2f36fcc6fd26fde6ff2f4ecf4ccf4d2f4def4f2f5ecf5ccf5d2f5def5f2faf975d275de75f2fdecfdccfdd2fddefdf279ec79cc79d279de79f2',
  ],
  [
    'windows-1258',
    CAPITAL,
    'c3c2d0cad4d5ddc1c041d241de41f2c3ecc3ccc3d2c3dec3f2c2ecc2ccc2d2c2dec2f2c9c845d245de45f2caeccacccad2cadecaf2cd49cc49d249de49f2d34fcc4fd24fde4ff2d4ecd4ccd4d2d4ded4f2d5ecd5ccd5d2d5ded5f2dad955d255de55f2ddecddccddd2dddeddf259ec59cc59d259de59f2',
  ],
];
const VNI =
  'aê aâ ñ eâ oâ ô ö aù aø aû aõ aï aé aè aú aü aë aá aà aå aã aä eù eø eû eõ eï eá eà eå eã eä í ì æ ó ò ' +
  'où oø oû oõ oï oá oà oå oã oä ôù ôø ôû ôõ ôï uù uø uû uõ uï öù öø öû öõ öï yù yø yû yõ î';

test.each(OCTETS)('%s has every letter of %s', (charset, letters, hex) => {
  expect(decodeCharset(Buffer.from(hex, 'hex'), charset)).toBe(letters);
});

test('there are 134 letters, and VNI has them all', () => {
  expect(new Set(SMALL + CAPITAL).size).toBe(134);
  const small = VNI.split(' ');
  expect(small.map((pair) => decodeCharset(Buffer.from(pair, 'latin1'), 'vni')).join('')).toBe(SMALL);
  const capital = small.map((pair) => decodeCharset(Buffer.from(pair.toUpperCase(), 'latin1'), 'vni'));
  expect(capital.join('')).toBe(CAPITAL);
});

test('VNI takes a capital with small marks, as Caps Lock leaves it', () => {
  expect(decodeCharset(Buffer.from('COäNG HOøA', 'latin1'), 'vni')).toBe('CỘNG HÒA');
});

test('every letter before every other keeps its place', () => {
  for (const [charset, letters, hex] of OCTETS.filter(([name]) => name !== 'windows-1258')) {
    const octets = Buffer.from(hex, 'hex');
    for (let i = 0; i < octets.length; i++) {
      const pairs = Buffer.concat([...octets].map((octet) => Buffer.from([octets[i]!, octet, 0x20])));
      expect(decodeCharset(pairs, charset)).toBe([...letters].map((letter) => `${letters[i]}${letter} `).join(''));
    }
  }
});

test.each([
  'tcvn3',
  'TCVN-3',
  'x-viet-tcvn',
  'X-Viet-TCVN5712',
  'abc',
  'tcvn-5712',
  'VN3',
  ' "tcvn3" ',
])('%s is TCVN3', (label) => {
  expect(decodeCharset(Buffer.from('4e6775' + '79d46e2056a86e20416e', 'hex'), label)).toBe('Nguyễn Văn An');
});

test.each(['vni', 'x-viet-vni', 'x-viet-vniwin', 'VNI-Windows'])('%s is VNI', (label) => {
  expect(decodeCharset(Buffer.from('Nguyeãn Vaên AÁt', 'latin1'), label)).toBe('Nguyễn Văn Ất');
});

test.each(['viscii', 'VISCII1.1-1', 'csVISCII'])('%s is VISCII', (label) => {
  expect(decodeCharset(Buffer.from('5669ae74204e616d', 'hex'), label)).toBe('Việt Nam');
});
