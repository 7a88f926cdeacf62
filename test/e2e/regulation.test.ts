/** The regulation in a real browser: read it, look a clause up, try a version, issue it, take it back. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ruleNames } from '../../server/src/regulation/index.ts';
import { projectHas } from '../repo/files.ts';
import { findProgram, needs } from '../support/needs.ts';
import { startServer, type TestServer } from '../support/server.ts';

needs('chromium')('the regulation page', () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const url = (path: string) => `http://127.0.0.1:${server.ready.http}${path}`;

  async function signIn(address: string): Promise<Page> {
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1440, height: 900 } });
    const opened = await context.newPage();
    opened.setDefaultTimeout(20_000);
    opened.on('pageerror', (error) => complaints.push(String(error)));
    await opened.goto(url('/sign-in?next=/admin/regulation'));
    await opened.getByLabel('Địa chỉ thư').fill(address);
    await opened.locator('input[name=password]').fill(server.password);
    await opened.getByRole('button', { name: 'Đăng nhập' }).click();
    await opened.getByTestId('regulation-page').waitFor();
    return opened;
  }

  beforeAll(async () => {
    if (!projectHas('web/dist/index.html')) throw new Error('The page is not built: node scripts/run.mjs build');
    server = await startServer();
    browser = await chromium.launch({
      executablePath: findProgram('chromium')!,
      args: ['--headless', '--no-sandbox', '--disable-gpu'],
    });
    page = await signIn(server.ready.accounts[0]!);
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const rules = () => page.getByTestId('rule');
  const rule = (name: string) => page.locator(`[data-testid=rule][data-rule=${name}]`);

  test('shows every rule with what it says and its article', async () => {
    expect(await rules().count()).toBe(ruleNames.length);
    await expect.poll(() => rule('mailbox-quota').textContent()).toMatch(/500 MB.*Điều 7.*11\/11\/2016/);
    await expect.poll(() => rule('inactivity').textContent()).toMatch(/Sau 6 tháng không dùng: tạm khóa.*Sau 12 tháng/);
  });

  test('is filtered without accents', async () => {
    const names = () => rules().evaluateAll((all) => all.map((one) => one.getAttribute('data-rule')));
    await page.getByTestId('rule-filter').fill('dung luong tep');
    await expect.poll(names).toEqual(['attachment-limit']);
    await page.getByTestId('rule-filter').fill('');
    await expect.poll(() => rules().count()).toBe(ruleNames.length);
  });

  test('is looked at as of an earlier day', async () => {
    await page.getByTestId('as-of').fill('10/11/2016');
    await expect.poll(() => rule('mailbox-quota').textContent()).toMatch(/Quy chế không nói đến/);
    await page.getByRole('button', { name: 'Về hôm nay' }).click();
    await expect.poll(() => rule('mailbox-quota').textContent()).toMatch(/500 MB/);
  });

  test('an article opens with what it says, and leads to its place among the articles', async () => {
    await rule('password').getByTestId('cite').click();
    await page.getByTestId('provision').getByText('Từ 8 ký tự').waitFor();
    await page.getByTestId('provision').getByRole('link').click();
    await page.getByTestId('law-page').waitFor();
    await page.locator('#TG-8\\.1[data-pointed]').waitFor();
    expect(page.url()).toContain('/admin/regulation/law#TG-8.1');
  });

  test('a way of naming is shown in words and by example', async () => {
    await page.goto(url('/admin/regulation/person-address'));
    const value = page.getByTestId('rule-value');
    await value.getByText('leminhhieu77').waitFor();
    expect(await value.textContent()).toMatch(/chữ đầu họ.*chữ lót.*tên/);
  });

  test('a version is tried, issued after what it changes was shown, and withdrawn', async () => {
    await page.goto(url('/admin/regulation/mailbox-quota'));
    await page.getByTestId('write-rule').click();
    await page.getByTestId('megabytes').fill('0,02');
    await page.getByTestId('try').click();
    const over = page.locator('[data-key="quota.over"]');
    await over.first().waitFor();
    expect(Number(await over.first().getAttribute('data-count'))).toBeGreaterThan(5);
    expect(await over.first().getAttribute('data-weight')).toBe('danger');

    // Not without a reason.
    await page.getByTestId('issue').click();
    await page.getByText('Hãy nêu lý do.').waitFor();
    await page.getByTestId('issue-reason').fill('Máy chủ hết chỗ');
    // A note in one language would stand nowhere.
    await page.getByTestId('issue-note-vi').fill('Cho đến khi có máy chủ mới');
    await page.getByTestId('issue').click();
    await page.getByText('Ghi chú cần có cả hai thứ tiếng.').waitFor();
    await page.getByTestId('issue-note-en').fill('Until there is a new server');
    await page.getByTestId('issue').click();
    const dialog = page.getByRole('dialog', { name: /Ban hành/ });
    await dialog.locator('[data-key="quota.over"]').waitFor();
    await dialog.getByTestId('changes').getByText('500 MB').waitFor();
    await dialog.getByRole('button', { name: 'Ban hành' }).click();

    await page.getByTestId('rule-page').waitFor();
    const coming = page.locator('[data-testid=version][data-state=coming]');
    await coming.getByText('Máy chủ hết chỗ').waitFor();
    await page.getByTestId('rule-value').getByText('500 MB').waitFor();
    await page.goto(url('/admin/regulation'));
    await rule('mailbox-quota').getByText('Bản mới từ').waitFor();

    await page.goto(url('/admin/regulation/mailbox-quota'));
    await coming.getByTestId('withdraw').click();
    const withdrawal = page.getByTestId('withdraw-dialog');
    await withdrawal.getByRole('textbox').fill('Đã thêm ổ đĩa');
    await withdrawal.getByTestId('form-submit').click();
    await page.locator('[data-testid=version][data-state=withdrawn]').getByText('Đã thêm ổ đĩa').waitFor();
    expect(await coming.count()).toBe(0);
  });

  test('a wrong value is refused with its place', async () => {
    await page.goto(url('/admin/regulation/inactivity/new'));
    await page.getByRole('button', { name: 'Dữ liệu (JSON)' }).click();
    const text = page.getByTestId('value-text');
    await text.fill('[{ "after": ');
    await page.getByText('Chưa đúng cú pháp JSON').waitFor();
    await text.fill('[{ "after": "P3M", "action": "burn", "notice": { "before": null, "to": ["holder"] } }]');
    await page.getByTestId('try').click();
    const refusal = page.getByTestId('refusal');
    await refusal.getByText('/0/action').waitFor();
    await refusal.getByText('phải là một trong: lock, revoke, delete').waitFor();
    // The button is below a long form; what was said stands above it, and is shown.
    const seen = async () => {
      const box = await refusal.boundingBox();
      return box !== null && box.y >= 0 && box.y + box.height <= page.viewportSize()!.height;
    };
    await expect.poll(seen).toBe(true);
  });

  test('a new instrument is added with its articles, cited, and withdrawn when nothing cites it', async () => {
    await page.goto(url('/admin/regulation/law'));
    await page.getByTestId('add-instrument').click();
    const dialog = page.getByTestId('instrument-dialog');
    await dialog.getByLabel('Ký hiệu dẫn', { exact: false }).first().fill('TGB');
    await dialog.getByLabel('Số, ký hiệu').fill('9/2027/QĐ-UBND');
    await dialog.getByLabel('Cơ quan ban hành').fill('Ủy ban nhân dân tỉnh');
    await dialog.getByLabel('Tên văn bản').fill('Sửa đổi Quy chế');
    await dialog.getByLabel('Ngày ký').fill('01/01/2027');
    await dialog.getByLabel('Hiệu lực từ').fill('01/02/2027');
    await dialog.getByLabel('Điều, khoản', { exact: true }).fill('TGB 1');
    for (const field of ['Tên điều', 'Nội dung, bằng lời của mình', 'Thực hiện thế nào']) {
      for (const language of ['Tiếng Việt', 'Tiếng Anh'])
        await dialog.getByLabel(`${field}, ${language}`).fill('Điều mới');
    }
    await dialog.getByLabel('Lý do ban hành').fill('Văn bản mới');
    await dialog.getByTestId('form-submit').click();
    const instrument = page.locator('#instrument-TGB');
    await instrument.getByText('Quyết định 9/2027/QĐ-UBND').first().waitFor();
    await instrument.getByRole('button', { name: 'Rút lại' }).click();
    await page.getByRole('dialog').getByRole('textbox').fill('Nhầm');
    await page.getByTestId('form-submit').click();
    await expect.poll(() => instrument.count()).toBe(0);
  });

  test('whoever is no managing authority reads and does not write', async () => {
    const other = await signIn(server.ready.accounts[1]!);
    await other.goto(url('/admin/regulation/mailbox-quota'));
    await other.getByTestId('rule-value').getByText('500 MB').waitFor();
    expect(await other.getByTestId('write-rule').count()).toBe(0);
    await other.goto(url('/admin/regulation/mailbox-quota/new'));
    await other.getByText('Chỉ đơn vị quản lý').waitFor();
    await other.context().close();
  });

  test('every rule has a page and a form that fit a phone, and no word is left untold', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const name of ruleNames) {
      for (const path of [`/admin/regulation/${name}`, `/admin/regulation/${name}/new`]) {
        // As a link in the page does; to load it anew for each would take most of the time.
        await page.evaluate(`history.pushState(null, '', '${path}'); dispatchEvent(new PopStateEvent('popstate'))`);
        await page.locator(path.endsWith('/new') ? '[data-testid=value-editor]' : '[data-testid=rule-value]').waitFor();
        await page.getByRole('heading', { level: 1 }).waitFor();
        const wide = await page.locator('#page').evaluate((element) => element.scrollWidth - element.clientWidth);
        expect([path, wide]).toEqual([path, 0]);
        const text = await page.locator('#page').innerText();
        expect([path, text.match(/regulation\.[a-z]+|\[object|undefined|NaN/)]).toEqual([path, null]);
      }
    }
    expect(complaints).toEqual([]);
  }, 240_000);
});
