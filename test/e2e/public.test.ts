/** The public directory in a real browser, without signing in. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { seriousFaults } from '../support/axe.ts';
import { findProgram, needs } from '../support/needs.ts';
import { startServer, type TestServer } from '../support/server.ts';

needs('chromium')('the public directory', () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let unit: string;
  const at = (path: string) => `http://127.0.0.1:${server.ready.http}${path}`;

  beforeAll(async () => {
    server = await startServer();
    browser = await chromium.launch({
      executablePath: findProgram('chromium')!,
      args: ['--headless', '--no-sandbox', '--disable-gpu'],
    });
    page = await (await browser.newContext({ locale: 'vi-VN', viewport: { width: 1440, height: 900 } })).newPage();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  test('leads from the agencies to an agency and its officials', async () => {
    await page.goto(at('/danh-ba'));
    await page.getByRole('link', { name: 'Sở Thông tin và Truyền thông' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sở Thông tin và Truyền thông' }).waitFor();
    unit = new URL(page.url()).pathname;
    const rows = await page.locator('tbody tr').allInnerTexts();
    expect(rows[0]).toContain('Giám đốc');
    expect(await page.content()).not.toContain('@tiengiang.test');
  });

  test('shows an address in its place when asked', async () => {
    await page.locator('tbody form.inline button').first().click();
    const link = page.locator('tbody a[href^="mailto:"]').first();
    await link.waitFor();
    expect(await link.innerText()).toMatch(/@tiengiang\.test$/);
    expect(await page.evaluate('document.activeElement.tagName')).toBe('A');
  });

  test('finds by words without marks', async () => {
    await page.getByRole('searchbox').fill('pho giam doc thong tin');
    await page.keyboard.press('Enter');
    await page.getByText('Lê Minh Hiếu').first().waitFor();
  });

  test('works without any script', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, locale: 'vi-VN' });
    const plain = await context.newPage();
    await plain.goto(at('/danh-ba'));
    await plain.getByRole('searchbox').fill('so thong tin');
    await plain.getByRole('button', { name: 'Tìm kiếm' }).click();
    await plain.getByRole('link', { name: 'Sở Thông tin và Truyền thông' }).first().click();
    await plain.locator('form.inline button').first().click();
    await plain.locator('a[href^="mailto:"]').waitFor();
    await plain.getByRole('link', { name: 'Trở lại' }).click();
    expect(new URL(plain.url()).pathname).toBe(unit);
    await context.close();
  });

  test('stands in a frame of another site, where only the page for frames does', async () => {
    // Another port is another site's origin, as far as frames are concerned.
    const site = createServer((request, response) => {
      const source = new URL(request.url!, 'http://x').searchParams.get('show')!;
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(`<h1>Cổng thông tin</h1><iframe src="${source}" title="Danh bạ" width="600" height="400"></iframe>`);
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const frame = await browser.newContext();
    const portal = await frame.newPage();
    const { port } = site.address() as AddressInfo;
    const show = (path: string) => portal.goto(`http://127.0.0.1:${port}/?show=${encodeURIComponent(at(path))}`);
    await show(`/danh-ba/tien-giang/nhung?unit=${unit.slice(-12)}`);
    await portal.frameLocator('iframe').getByText('Lê Minh Hiếu').waitFor();
    await show(unit);
    await portal.waitForTimeout(500);
    expect(await portal.frameLocator('iframe').getByText('Lê Minh Hiếu').count()).toBe(0);
    await frame.close();
    site.closeAllConnections();
    site.close();
  });

  test.each([
    { width: 1440, height: 900 },
    { width: 390, height: 844 },
  ])('fits %o, light and dark, with no serious fault', async (viewport) => {
    const context = await browser.newContext({ bypassCSP: true, viewport });
    const one = await context.newPage();
    for (const path of [
      '/danh-ba',
      unit,
      '/danh-ba/tien-giang/tim?q=giam+doc',
      '/directory-public/tien-giang',
      '/danh-ba/x',
    ]) {
      await one.goto(at(path));
      for (const colorScheme of ['light', 'dark'] as const) {
        await one.emulateMedia({ colorScheme });
        expect(await seriousFaults(one), `${path} ${colorScheme}`).toEqual([]);
      }
    }
    await context.close();
    await page.setViewportSize(viewport);
    await page.goto(at(unit));
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(viewport.width);
  });
});
