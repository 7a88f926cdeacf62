import fc from 'fast-check';
import iconv from 'iconv-lite';
import { describe, expect, test } from 'vitest';
import { ListError } from '../errors.ts';
import { makeWorkbook, makeZip } from '../testing/make-workbook.ts';
import { writeCsv } from '../write/csv.ts';
import { type RowToWrite, writeXlsx } from '../write/xlsx.ts';
import { type Cell, cellText } from './book.ts';
import { readBook } from './read-book.ts';
import { readXlsx } from './xlsx/index.ts';

const rowsOf = async (bytes: Buffer, sheet = 0) =>
  (await readBook(bytes)).sheets[sheet]!.rows.map((row) => [...row.cells]);
const gather = async (pieces: AsyncIterable<Buffer>) => Buffer.concat(await Array.fromAsync(pieces));
const one = (cell: Parameters<typeof makeWorkbook>[0]['sheets'][0]['rows'][0][0], more = {}) =>
  rowsOf(makeWorkbook({ sheets: [{ name: 'A', rows: [['Đầu', cell]] }], ...more })).then((rows) => rows[0]![1]);

describe('workbooks', () => {
  test.each([
    { shared: true },
    { shared: false },
    { shared: true, prefix: 'x' },
  ])('cells of every kind, %j', async (how) => {
    const rows = [
      ['STT', 'Họ & tên', 'Ngày <sinh>'],
      [1, null, { serial: 28186 }],
      [{ bool: true }, { formula: 'A2*2', value: 2 }, { formula: '"a"', value: 'a' }],
      [{ formula: 'B1' }, { error: '#REF!' }, { zeros: 123, width: 6 }],
    ];
    expect(await rowsOf(makeWorkbook({ sheets: [{ name: 'Một', rows }], ...how }))).toEqual([
      ['STT', 'Họ & tên', 'Ngày <sinh>'],
      [1, undefined, { serial: 28186 }],
      ['TRUE', 2, 'a'],
      [{ fault: 'formula', text: '' }, { fault: 'error', text: '#REF!' }, '000123'],
    ]);
  });

  test('days of a workbook that counts from 1904', async () => {
    expect(cellText(await one({ serial: 0 + 26_724 }, { from1904: true }))).toBe('02/03/1977');
  });

  test('text in TCVN3 and VNI fonts, of a cell and of a run within it', async () => {
    expect(await one({ text: 'NguyÔn V¨n An', font: '.VnTime' })).toBe('Nguyễn Văn An');
    expect(await one({ text: 'uû ban nh©n d©n', font: '.VnTimeH' })).toBe('UỶ BAN NHÂN DÂN');
    expect(await one({ text: 'Nguyeãn Vaên An', font: 'VNI-Times' })).toBe('Nguyễn Văn An');
    expect(
      await one({
        runs: [
          { text: 'Së ', font: '.VnArial' },
          { text: 'Nội vụ', font: 'Arial' },
        ],
      }),
    ).toBe('Sở Nội vụ');
  });

  test('text whose font is lost is known by what it becomes, column by column', async () => {
    const rows = [
      ['Hä vµ tªn', 'Đơn vị'],
      ['NguyÔn V¨n An', 'Sở Nội vụ'],
      ['TrÇn ThÞ B×nh', 'Sở Hà'],
      ['Lª Minh HiÕu', 'Phòng Tài chính'],
    ];
    const book = await readBook(makeWorkbook({ sheets: [{ name: 'A', rows }] }));
    expect(book.sheets[0]!.rows.map((row) => [...row.cells])).toEqual([
      ['Họ và tên', 'Đơn vị'],
      ['Nguyễn Văn An', 'Sở Nội vụ'],
      ['Trần Thị Bình', 'Sở Hà'],
      ['Lê Minh Hiếu', 'Phòng Tài chính'],
    ]);
    expect(book.charset).toBe('tcvn3');
  });

  test('sheets, hidden ones marked; merged cells told', async () => {
    const book = await readBook(
      makeWorkbook({
        sheets: [
          { name: 'Bìa', rows: [['x']], merges: ['A1:C2'] },
          { name: 'Ẩn', rows: [['y']], hidden: true },
        ],
      }),
    );
    expect(book.sheets.map(({ name, hidden, merges }) => ({ name, hidden, merges }))).toEqual([
      { name: 'Bìa', hidden: false, merges: [{ left: 0, top: 0, right: 2, bottom: 1 }] },
      { name: 'Ẩn', hidden: true, merges: [] },
    ]);
  });

  test('what we write, we read, whatever the texts', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }).map((s) => s.normalize('NFC'));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.oneof(text, fc.integer()), { minLength: 1, maxLength: 5 }), {
          minLength: 1,
          maxLength: 8,
        }),
        async (cells) => {
          const rows: RowToWrite[] = cells.map((row) => ({ cells: row }));
          const bytes = await gather(writeXlsx([{ name: "Tờ's [1]: ?", rows, frozen: 1, filter: 3 }]));
          // Not by way of `readBook`, which takes odd letters for those of an old font.
          const read = (await readXlsx(bytes)).sheets[0]!.rows.map((row) => [...row.cells]);
          // XML reads a carriage return as a line end.
          const plain = (v: unknown) =>
            typeof v === 'string'
              ? v.replace(/\r\n?/g, '\n').replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '')
              : v;
          const kept = cells.map((row) => row.map(plain).map((v) => (v === '' ? undefined : v)));
          for (const row of kept) while (row.length > 0 && row.at(-1) === undefined) row.pop();
          expect(read.map((row) => row.map(plain))).toEqual(kept.filter((row) => row.length > 0));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('delimited text', () => {
  const text = 'STT;Họ và tên;Ghi chú\r\n1;"Nguyễn ""Văn""\nAn";\r\n\r\n2;Trần Thị Bình;a, b\r\n';
  const rows = [
    ['STT', 'Họ và tên', 'Ghi chú'],
    ['1', 'Nguyễn "Văn"\nAn'],
    ['2', 'Trần Thị Bình', 'a, b'],
  ];

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with its mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-8 decomposed', Buffer.from(text.normalize('NFD'))],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16 without its mark', Buffer.from(text, 'utf16le')],
    ['UTF-16, the other order', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['windows-1258', iconv.encode(decomposed(text), 'windows-1258')],
    ['with sep=', Buffer.from(`sep=;\r\n${text}`)],
    ['with commas', Buffer.from(text.replace('a, b', '"a, b"').replaceAll(';', ','))],
    ['with tabs', Buffer.from(text.replaceAll(';', '\t'))],
    ['with bare line feeds', Buffer.from(text.replaceAll('\r\n', '\n'))],
  ])('%s', async (_, bytes) => {
    const book = await readBook(bytes);
    expect(book.sheets[0]!.rows.map((row) => [...row.cells])).toEqual(rows);
  });

  test('lines are those of the file, also after empty ones and breaks within quotes', async () => {
    expect((await readBook(Buffer.from(text))).sheets[0]!.rows.map((row) => row.line)).toEqual([1, 2, 5]);
    expect((await readBook(Buffer.from(`sep=;\n${text}`))).sheets[0]!.rows[0]!.line).toBe(2);
  });

  test('TCVN3 octets, and TCVN3 that was saved as UTF-8', async () => {
    const wrong = 'STT,Hä vµ tªn\n1,NguyÔn V¨n An\n2,TrÇn ThÞ B×nh\n3,§Æng Hång ¸nh\n';
    for (const bytes of [Buffer.from(wrong, 'latin1'), Buffer.from(wrong)]) {
      const { sheets, charset } = await readBook(bytes);
      expect(sheets[0]!.rows.map((row) => row.cells[1])).toEqual([
        'Họ và tên',
        'Nguyễn Văn An',
        'Trần Thị Bình',
        'Đặng Hồng ánh',
      ]);
      expect(charset).toBe('tcvn3');
    }
  });

  test('what we write opens as it was; what looks like a formula is none', async () => {
    const cells = [
      ['=1+1', '+84 912 345 678', '-x', '@a', ' b; "c"\nd '],
      ['é', 5, { day: '1977-03-02' }],
    ];
    const bytes = await gather(writeCsv(cells));
    expect(bytes.toString()).toBe('\ufeff\'=1+1;+84 912 345 678;\'-x;\'@a;" b; ""c""\nd "\r\né;5;02/03/1977\r\n');
  });
});

/** Base letters with their shape, tones apart: what windows-1258 can write. */
function decomposed(text: string): string {
  return text
    .normalize('NFD')
    .replace(
      /([a-zA-Z])([\u0323]?)([\u0302\u0306\u031b])/g,
      (_, base, dot, shape) => (base + shape).normalize('NFC') + dot,
    );
}

test('damaged, cut and other archives are refused with a code, never a crash', async () => {
  const whole = makeWorkbook({
    sheets: [{ name: 'A', rows: Array.from({ length: 30 }, (_, i) => [i, `Dòng ${i}`]) }],
    shared: true,
  });
  await fc.assert(
    fc.asyncProperty(
      fc.nat(whole.length - 1),
      fc.integer({ min: 0, max: 255 }),
      fc.boolean(),
      async (at, octet, cut) => {
        const bytes = Buffer.from(whole);
        bytes[at] = octet;
        const read = readBook(cut ? bytes.subarray(0, at) : bytes);
        await read.catch((error) => expect(error).toBeInstanceOf(ListError));
      },
    ),
    { numRuns: 400 },
  );
  await expect(readBook(makeZip({ 'a.txt': 'x' }))).rejects.toMatchObject({ code: 'list.not-a-list' });
});

test('any octets at all', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (octets) => {
      await readBook(Buffer.from(octets)).then(
        (book) =>
          book.sheets.flatMap((sheet) => sheet.rows).flatMap((row) => row.cells.map((cell: Cell) => cellText(cell))),
        (error) => expect(error).toBeInstanceOf(ListError),
      );
    }),
    { numRuns: 500 },
  );
});
