/** A list imported in a real browser: columns guessed, faults told and marked, mended, imported, taken back. */
import { readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBook } from '../../server/src/directory/lists/read/read-book.ts';
import { type MadeCell, makeWorkbook } from '../../server/src/directory/lists/testing/make-workbook.ts';
import { projectHas } from '../repo/files.ts';
import { seriousFaults } from '../support/axe.ts';
import { findProgram, needs } from '../support/needs.ts';
import { startServer, type TestServer } from '../support/server.ts';

const people = 300;
const families = ['Nguyễn', 'Trần', 'Lê', 'Phạm', 'Huỳnh', 'Võ'];
const given = ['An', 'Bình', 'Cường', 'Dung', 'Giang', 'Hạnh', 'Khoa', 'Liên', 'Minh', 'Nga'];
const units = ['Sở Nội vụ', 'Sở Tài chính', 'UBND huyện Cai Lậy'];

/** As a unit would send it: a title, headings on the fourth line, a total below. */
function workbook(faulty: boolean): Buffer {
  const rows: MadeCell[][] = Array.from({ length: people }, (_, i) => [
    i + 1,
    `${families[i % 6]} ${i % 2 ? 'Thị' : 'Văn'} ${given[Math.floor(i / 6) % 10]} ${given[i % 7]}`,
    `${1 + (i % 28)}/${1 + (i % 12)}/${1970 + (i % 30)}`,
    'Chuyên viên',
    units[i % 3]!,
  ]);
  if (faulty) {
    rows[4]![1] = '';
    rows[10]![2] = '31/02/1980';
    rows[20]![4] = 'Sở Không Có Thật';
  }
  const above = [['UBND TỈNH'], ['DANH SÁCH CÁN BỘ'], []];
  const headings = ['STT', 'Họ và tên', 'Ngày sinh', 'Chức vụ', 'Đơn vị công tác'];
  return makeWorkbook({
    sheets: [{ name: 'Cán bộ', rows: [...above, headings, ...rows, [], ['', `Tổng cộng: ${people} người`]] }],
  });
}

needs('chromium')('a list on the page', () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    if (!projectHas('web/dist/index.html')) throw new Error('The page is not built: node scripts/run.mjs build');
    server = await startServer();
    browser = await chromium.launch({
      executablePath: findProgram('chromium')!,
      args: ['--headless', '--no-sandbox', '--disable-gpu'],
    });
    const viewport = { width: 1440, height: 900 };
    page = await (await browser.newContext({ locale: 'vi-VN', viewport, bypassCSP: true })).newPage();
    page.setDefaultTimeout(30_000);
    await page.goto(`http://127.0.0.1:${server.ready.http}/sign-in?next=/admin/lists`);
    await page.getByLabel('Địa chỉ thư').fill(server.ready.accounts[0]!);
    await page.locator('input[name=password]').fill(server.password);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByTestId('lists-page').waitFor();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const upload = async (name: string, buffer: Buffer) => {
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await page.getByTestId('check').waitFor();
  };
  const reached = (state: string) =>
    page
      .locator(`[data-testid=import-page][data-state=${state}]`)
      .waitFor()
      .catch(async (error) => {
        throw new Error(`Not ${state}; the page says: ${await page.locator('body').innerText()}`, { cause: error });
      });
  /** At both sizes nothing is cut off, and axe has nothing serious to say. */
  const looksWell = async () => {
    for (const viewport of [
      { width: 390, height: 844 },
      { width: 1440, height: 900 },
    ]) {
      await page.setViewportSize(viewport);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width);
      expect(await seriousFaults(page)).toEqual([]);
    }
  };

  test('its columns are guessed; what is wrong is told row by row, and marked in the file', async () => {
    await upload('danh-sach.xlsx', workbook(true));
    const chosen = (column: string) => page.getByTestId(`column-${column}`).inputValue();
    expect([await chosen('B'), await chosen('C'), await chosen('D'), await chosen('E')]).toEqual([
      'name',
      'born',
      'position',
      'organisation',
    ]);
    await looksWell();
    await page.getByTestId('check').click();
    await reached('checked');
    await page.getByTestId('result').filter({ hasText: '3 dòng sai' }).waitFor();
    await page.getByText('Không có đơn vị “Sở Không Có Thật”').waitFor();
    expect(await page.getByTestId('apply').count()).toBe(0);
    await looksWell();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('marked').click()]);
    const { sheets } = await readBook(readFileSync(await file.path()));
    const marked = (result: string) => sheets[0]!.rows.filter(({ cells }) => cells.includes(result)).length;
    expect([marked('SAI'), marked('Thêm')]).toEqual([3, people - 3]);
  });

  test('mended and sent again it is imported whole', async () => {
    await page.getByTestId('resend').click();
    await page.getByTestId('lists-page').waitFor();
    await upload('danh-sach-da-sua.xlsx', workbook(false));
    await page.getByTestId('check').click();
    await reached('checked');
    await page.getByTestId('apply').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Nhập danh sách' }).click();
    await reached('applied');
    await page
      .getByTestId('done')
      .filter({ hasText: `${people} người, ${people} hộp thư` })
      .waitFor();
    await looksWell();
  });

  test('and taken back, as nobody has used anything of it', async () => {
    await page.getByTestId('undo').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Thu hồi' }).click();
    await reached('undone');
    await page.goto(`http://127.0.0.1:${server.ready.http}/admin/lists`);
    const row = page.getByTestId('list-history').getByRole('row').filter({ hasText: 'danh-sach-da-sua.xlsx' });
    await row.getByText('Đã thu hồi').waitFor();
    await looksWell();
  });

  test('who may not is told who may', async () => {
    const context = await browser.newContext({ locale: 'vi-VN' });
    const other = await context.newPage();
    await other.goto(`http://127.0.0.1:${server.ready.http}/sign-in?next=/admin/lists`);
    await other.getByLabel('Địa chỉ thư').fill(`nguyenductai@${server.ready.accounts[0]!.split('@')[1]}`);
    await other.locator('input[name=password]').fill(server.password);
    await other.getByRole('button', { name: 'Đăng nhập' }).click();
    await other.getByTestId('not-allowed').getByText('Đơn vị quản lý').waitFor();
    expect(await other.locator('input[type=file]').count()).toBe(0);
    await context.close();
  });
});
