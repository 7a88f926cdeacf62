/** The compliance page in a real browser: every article with what sees to it, filters, a figure that moves. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectHas } from '../repo/files.ts';
import { findProgram, needs } from '../support/needs.ts';
import { startServer, type TestServer } from '../support/server.ts';

needs('chromium')('the compliance page', () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  beforeAll(async () => {
    if (!projectHas('web/dist/index.html')) throw new Error('The page is not built: node scripts/run.mjs build');
    server = await startServer();
    browser = await chromium.launch({
      executablePath: findProgram('chromium')!,
      args: ['--headless', '--no-sandbox', '--disable-gpu'],
    });
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(`http://127.0.0.1:${server.ready.http}/sign-in?next=/admin/compliance`);
    await page.getByLabel('Địa chỉ thư').fill(server.ready.jmapTest[0]!);
    await page.locator('input[name=password]').fill(server.password);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByTestId('compliance-page').waitFor();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const entries = () => page.getByTestId('compliance-entry');
  const refs = () => entries().evaluateAll((all) => all.map((one) => one.getAttribute('data-ref')));

  test('shows all nineteen articles in order, with figures', async () => {
    const found = await refs();
    const articles = [...new Set(found.map((ref) => ref!.match(/^TG \d+/)![0]))];
    expect(articles).toEqual(Array.from({ length: 19 }, (_, i) => `TG ${i + 1}`));
    const mailboxes = page.locator('[data-ref="TG 2"] [data-figure=mailboxes]');
    await expect.poll(() => mailboxes.textContent()).toMatch(/[1-9]/);
  });

  test('the counts of the kinds are those of the entries, and choose among them', async () => {
    const total = await entries().count();
    let sum = 0;
    for (const kind of ['automatic', 'workflow', 'report', 'guidance', 'not-yet']) {
      const button = page.getByTestId(`compliance-filter-${kind}`);
      const count = Number(await button.locator('strong').textContent());
      sum += count;
      await button.click();
      await expect.poll(() => entries().count()).toBe(count);
      const shown = await entries().evaluateAll((all) => all.map((one) => one.getAttribute('data-by')));
      expect(new Set(shown)).toEqual(new Set([kind]));
      expect(page.url()).toContain(`by=${kind}`);
      await button.click();
    }
    expect(sum).toBe(total);
  });

  test('is searched without accents, and says when nothing is found', async () => {
    await page.getByTestId('compliance-search').fill('tep dinh kem');
    await expect.poll(refs).toEqual(['TG 7']);
    await page.getByTestId('compliance-search').fill('xyzzy');
    await page.getByTestId('compliance-nothing').getByRole('button').click();
    await expect.poll(() => entries().count()).toBeGreaterThan(40);
  });

  test('looks at an earlier day', async () => {
    await page.getByTestId('compliance-day').fill('10/11/2016');
    await page.getByText('Ngày này chưa có văn bản nào có hiệu lực').waitFor();
    await page.getByTestId('compliance-day').fill('11/11/2016');
    await page.getByTestId('compliance-day').blur();
    expect(await page.getByTestId('compliance-day').inputValue()).toBe('11/11/2016');
    await expect.poll(() => entries().count()).toBeGreaterThan(40);
    expect(page.url()).toContain('at=2016-11-11');
  });

  test('fits a phone without scrolling sideways', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const wide = await page.locator('#page').evaluate((element) => element.scrollWidth - element.clientWidth);
    expect(wide).toBe(0);
    expect(complaints).toEqual([]);
  });
});
