/** Every main page of somebody signed in, on a desk and on a phone: axe finds no serious fault. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectHas } from '../repo/files.ts';
import { seriousFaults } from '../support/axe.ts';
import { findProgram, needs } from '../support/needs.ts';
import { startServer, type TestServer } from '../support/server.ts';

/** Each page is loaded on the phone, where more differs; other tests load them at the desk. */
const sizes = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];

needs('chromium')('pages of who is signed in', () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let department: number;
  let head: number;
  const url = (path: string) => `http://127.0.0.1:${server.ready.http}${path}`;

  beforeAll(async () => {
    if (!projectHas('web/dist/index.html')) throw new Error('The page is not built: node scripts/run.mjs build');
    server = await startServer();
    browser = await chromium.launch({
      executablePath: findProgram('chromium')!,
      args: ['--headless', '--no-sandbox', '--disable-gpu'],
    });
    const context = await browser.newContext({ locale: 'vi-VN', bypassCSP: true });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(url('/sign-in?next=/directory'));
    await page.getByLabel('Địa chỉ thư').fill(server.ready.accounts[0]!);
    await page.locator('input[name=password]').fill(server.password);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByTestId('tree-row').first().waitFor();
    [department, head] = await page.evaluate(async () => {
      const find = async (q: string, kind: string) => {
        const answer = await fetch(`/api/directory/find?q=${encodeURIComponent(q)}&kind=${kind}`);
        return ((await answer.json()) as { entries: { id: number }[] }).entries[0]!.id;
      };
      return [await find('Sở Thông tin và Truyền thông', 'organisation'), await find('Võ Văn Thành', 'person')];
    });
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const at = async (path: string, ready: string) => {
    await page.setViewportSize(sizes[0]!);
    await page.goto(url(path));
    await page.getByTestId(ready).first().waitFor();
    await page.waitForLoadState('networkidle');
    for (const viewport of sizes) {
      await page.setViewportSize(viewport);
      await page.getByTestId(ready).first().waitFor();
      expect(await seriousFaults(page), `${path} at ${viewport.width}`).toEqual([]);
    }
  };

  test.each([
    ['/directory', 'tree-row'],
    ['/directory/find?q=giam doc', 'find-result'],
    ['/directory/mailboxes', 'mailboxes-page'],
    ['/directory/delegations', 'to-me'],
    ['/admin', 'admin-pages'],
    ['/admin/lists', 'lists-page'],
    ['/admin/lists/export', 'export-page'],
    ['/admin/regulation', 'regulation-page'],
    ['/admin/regulation/law', 'law-page'],
    ['/admin/regulation/mailbox-quota', 'rule-page'],
    ['/admin/roles', 'roles'],
    ['/admin/audit', 'event'],
    ['/admin/public', 'public-directory'],
    ['/admin/compliance', 'compliance-figure'],
  ])('%s', at);

  test('an organisation and a person, today and on another day', async () => {
    for (const query of ['', '?at=2020-03-01']) {
      await at(`/directory/organisations/${department}${query}`, 'organisation-page');
      await at(`/directory/people/${head}${query}`, 'person-page');
    }
  });

  test('mail: the list, a message, and writing one', async () => {
    await at('/mail', 'mail-row');
    for (const viewport of sizes) {
      await page.setViewportSize(viewport);
      await page.goto(url('/mail'));
      await page.getByTestId('mail-row').first().click();
      await page.getByTestId('message-body').first().waitFor();
      expect(await seriousFaults(page), `reading at ${viewport.width}`).toEqual([]);
      await page.goto(url('/mail'));
      await page.getByTestId('mail-row').first().waitFor();
      await page.keyboard.press('c');
      await page.getByTestId('compose-subject').waitFor();
      expect(await seriousFaults(page), `writing at ${viewport.width}`).toEqual([]);
      await page.keyboard.press('Escape');
    }
  });
});
