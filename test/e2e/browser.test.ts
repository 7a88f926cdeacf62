/** The web page in a real browser: from the first password to finding an answered message again. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectHas } from '../repo/files.ts';
import { deliver } from '../support/deliver.ts';
import { findBySubject, imapClient } from '../support/imap-client.ts';
import { findProgram, needs } from '../support/needs.ts';
import { eventually, runOk } from '../support/program.ts';
import { startServer, type TestServer } from '../support/server.ts';

needs('chromium')('the web page', () => {
  const chosen = 'Mật-khẩu-riêng-2026';
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  let one: string;
  let two: string;
  let first: string;
  /** What the browser complained of. */
  const complaints: string[] = [];

  beforeAll(async () => {
    if (!projectHas('web/dist/index.html')) throw new Error('The page is not built: node scripts/run.mjs build');
    server = await startServer();
    [one, two] = server.ready.jmapTest as [string, string];
    const env = { CONGVU_DATA: server.dataDir, CONGVU_LOG: 'error' };
    const { stdout } = await runOk(process.execPath, ['server/src/cli/main.ts', 'user', 'password', one], { env });
    first = stdout.trim().split('\t')[1]!;
    const flags = ['background-networking', 'component-update', 'sync'].map((what) => `--disable-${what}`);
    browser = await chromium.launch({
      executablePath: findProgram('chromium')!,
      args: ['--headless', '--no-sandbox', '--disable-gpu', ...flags],
    });
    const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1440, height: 900 } });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      // Before sign-in the page asks who it is, and hears 401: the browser reports that by itself.
      const expected =
        /\/(?:api\/auth\/me|jmap\/session)$/.test(message.location().url) && / 401 /.test(message.text());
      const picture = message.location().url.startsWith('https://theo-doi.test/');
      if (message.type() === 'error' && !expected && !picture)
        complaints.push(`${message.text()} ${message.location().url}`);
    });
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const row = (text: string) => page.getByTestId('mail-row').filter({ hasText: text }).first();

  test('the first password must be changed, by the rule', async () => {
    await page.goto(`http://127.0.0.1:${server.ready.http}/`);
    await page.getByLabel('Địa chỉ thư').fill(one);
    await page.locator('input[name=password]').fill(first);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    const form = page.getByTestId('change-password');
    await form.locator('input[name=current]').fill(first);
    await form.locator('input[name=next]').fill('ngan');
    await form.locator('input[name=repeat]').fill('ngan');
    await form.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    await page.getByTestId('password-rules').waitFor();
    expect(await form.isVisible()).toBe(true);
    await form.locator('input[name=next]').fill(chosen);
    await form.locator('input[name=repeat]').fill(chosen);
    await form.getByRole('button', { name: 'Đổi mật khẩu' }).click();
    await page.getByTestId('list-pane').waitFor();
  });

  test('a message appears in the open page, and opens', async () => {
    await page.getByText('Không còn thư nào trong hộp thư đến').waitFor();
    const message = [
      `From: =?utf-8?B?${Buffer.from('Trần Văn Hai').toString('base64')}?= <${two}>`,
      `To: <${one}>`,
      `Subject: =?utf-8?B?${Buffer.from('Giấy mời họp giao ban').toString('base64')}?=`,
      'Message-ID: <giay-moi@tiengiang.test>',
      `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
      'MIME-Version: 1.0',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: 8bit',
      '',
      '<p>Kính mời <b>dự họp</b> lúc 8 giờ.</p><script>parent.document.title = "bị chiếm"</script>',
      '<img src="http://theo-doi.test/a.gif"><a href="javascript:alert(1)">bấm</a>',
    ].join('\r\n');
    expect(await deliver(server.ready.lmtp, one, message)).toMatch(/^250 /);
    await row('Giấy mời họp giao ban').waitFor({ timeout: 5_000 });
    expect(await row('Giấy mời họp giao ban').getAttribute('data-unread')).toBe('true');
    await row('Giấy mời họp giao ban').click();
    const reader = page.getByTestId('reader');
    await reader.getByTestId('subject').filter({ hasText: 'Giấy mời họp giao ban' }).waitFor();
    await reader.frameLocator('iframe').getByText('dự họp').waitFor();
    expect(await page.title()).not.toContain('bị chiếm');
    await page.locator('[data-testid=mail-row][data-unread=false]').filter({ hasText: 'Giấy mời' }).waitFor();
  });

  test('whose pictures are shown is remembered by the server, and can be taken back', async () => {
    const reader = page.getByTestId('reader');
    await reader.getByTestId('images-blocked').waitFor();
    await reader.getByTestId('images-always').click();
    await reader.getByTestId('images-allowed').waitFor();
    // Over TLS, whatever the message says.
    await reader
      .frameLocator('iframe')
      .locator('img[src="https://theo-doi.test/a.gif"]')
      .waitFor({ state: 'attached' });
    await page.evaluate('localStorage.clear()');
    await page.reload();
    await reader.getByTestId('images-allowed').waitFor();
    await reader.getByTestId('images-never').click();
    await reader.getByTestId('images-blocked').waitFor();
  });

  test('it is answered with an attachment, which arrives', async () => {
    await page.getByTestId('respond-reply').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByTestId('compose-send').waitFor();
    await dialog.locator('[contenteditable=true]').first().click();
    await page.keyboard.type('Tôi sẽ dự họp. Gửi kèm báo cáo.');
    const attachment = { name: 'Báo cáo tuần.txt', mimeType: 'text/plain', buffer: Buffer.from('Số liệu tuần này.') };
    await dialog.getByTestId('compose-files').setInputFiles(attachment);
    await dialog.getByText('Báo cáo tuần.txt').waitFor();
    await dialog.getByTestId('compose-send').click();
    await page.getByText('Đã gửi thư').first().waitFor();
    const client = await imapClient(server.ready.imaps, { address: two, password: server.password });
    const source = await eventually(
      async () =>
        (await findBySubject(client, 'INBOX', 'Trả lời: Giấy mời họp giao ban')) ??
        (await findBySubject(client, 'INBOX', 'Re: Giấy mời họp giao ban')),
      'the answer',
      30_000,
    );
    await client.logout();
    expect(source).toContain('In-Reply-To: <giay-moi@tiengiang.test>');
    expect(source).toContain(Buffer.from('Số liệu tuần này.').toString('base64'));
    expect(source).toMatch(/Content-Disposition: attachment/i);
  });

  test('both are found again without diacritics', async () => {
    await page.getByTestId('search').fill('giay moi hop');
    await row('Giấy mời họp giao ban').waitFor();
    await row('Giấy mời họp giao ban')
      .getByText('Hộp thư đến')
      .or(row('Giấy mời').getByText('Đã gửi'))
      .first()
      .waitFor();
    await page.getByTestId('search').fill('khong co chu nay dau');
    await page.getByText('Không tìm thấy thư nào').waitFor();
    await page.getByTestId('search').fill('so lieu tuan');
    await row('Giấy mời họp giao ban').waitFor();
  });

  test('the page stays usable on a phone', async () => {
    await page.getByTestId('search-clear').click();
    await page.setViewportSize({ width: 390, height: 844 });
    await row('Giấy mời họp giao ban').waitFor();
    const width = await page.evaluate<number>('document.documentElement.scrollWidth');
    expect(width).toBeLessThanOrEqual(390);
  });

  test('the browser had nothing to complain of', () => {
    expect(complaints).toEqual([]);
  });
});
