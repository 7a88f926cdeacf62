/** Naming and mailboxes in a real browser: a proposal with its reasons, an address by hand, a lock, the list. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectHas } from '../repo/files.ts';
import { findProgram, needs } from '../support/needs.ts';
import { startServer, type TestServer } from '../support/server.ts';

needs('chromium')('mailboxes', () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  const at = (local: string) => `${local}@${server.ready.accounts[0]!.split('@')[1]}`;

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
    // Of the managing authority.
    await page.goto(`http://127.0.0.1:${server.ready.http}/sign-in?next=/directory/mailboxes`);
    await page.getByLabel('Địa chỉ thư').fill(at('leminhhieu'));
    await page.locator('input[name=password]').fill(server.password);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await page.getByTestId('mailbox-table').waitFor();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const mailbox = () => page.getByTestId('mailboxes').getByTestId('mailbox').first();
  const act = async (name: string) => {
    await page.getByTestId('change-mailbox').click();
    await page.getByTestId(`menu-${name}`).click();
  };

  test('a namesake is proposed the next step of the ladder, with what was passed over', async () => {
    const { id } = await page.evaluate(async () => {
      const answer = await fetch('/api/directory/people', {
        method: 'POST',
        headers: { 'x-congvu': '1', 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Lê Minh Hiếu', born: '1979-01-01', anyway: true }),
      });
      return (await answer.json()) as { id: number };
    });
    await page.goto(`http://127.0.0.1:${server.ready.http}/directory/people/${id}`);
    await page.getByTestId('new-mailbox').click();
    const proposal = page.getByTestId('address-proposal');
    await expect.poll(() => proposal.getByTestId('proposed-address').textContent()).toBe(at('lmhieu'));
    expect(await proposal.getByTestId('proposed-why').textContent()).toBe(
      'Điều 4 khoản 2 điểm b, Quyết định 51/2016/QĐ-UBND',
    );
    expect(await proposal.getByTestId('passed-over').getByRole('listitem').allTextContents()).toEqual([
      'leminhhieuđã có người dùng · TG 4.2a',
      'lminhhieuđã có người dùng · TG 4.2b',
    ]);
    await page.getByTestId('form-submit').click();
    const password = await page.getByTestId('first-password-text').textContent();
    expect(password!.length).toBeGreaterThan(7);
    await page.keyboard.press('Escape');
    expect(await page.getByTestId('first-password-text').isVisible()).toBe(true);
    await page.getByTestId('form-submit').click();
    await mailbox().getByText(at('lmhieu')).waitFor();
    expect(await page.getByTestId('new-mailbox').count()).toBe(0);
  });

  test('an address by hand is looked at while it is typed, and wants a reason', async () => {
    await act('rename');
    await page.getByTestId('by-hand').check();
    const submit = page.getByTestId('form-submit');
    await page.getByTestId('by-hand-local').fill('stttt');
    await page.getByText('Địa chỉ đã có người dùng.').waitFor();
    await page.getByTestId('by-hand-local').fill('hieu.lm');
    await page.getByText('Dùng được.').waitFor();
    expect(await submit.isDisabled()).toBe(true);
    await page.getByTestId('by-hand-reason').fill('Theo đề nghị của đơn vị');
    await submit.click();
    await mailbox().getByText(at('hieu.lm')).waitFor();
    await page.getByTestId('alias').getByText('địa chỉ cũ, nhận thư đến ngày').waitFor();
  });

  test('a mailbox is locked with a reason, found by the filter, and unlocked', async () => {
    await act('lock');
    expect(await page.getByTestId('form-submit').isDisabled()).toBe(true);
    await page.getByTestId('state-reason').fill('Nghi lộ mật khẩu');
    await page.getByTestId('form-submit').click();
    await mailbox().getByText('Đã khóa').waitFor();
    await page.goto(`http://127.0.0.1:${server.ready.http}/directory/mailboxes`);
    await page.getByTestId('mailbox-state').selectOption('locked');
    await expect.poll(() => page.getByTestId('mailbox-count').textContent()).toBe('1 hộp thư');
    expect(page.url()).toContain('state=locked');
    await page.getByTestId('mailbox-table').getByRole('link', { name: 'Lê Minh Hiếu' }).click();
    await act('unlock');
    await page.getByTestId('form-submit').click();
    await expect.poll(() => mailbox().getByText('Đã khóa').count()).toBe(0);
  });

  test('the list is searched as one types, page after page', async () => {
    await page.goto(`http://127.0.0.1:${server.ready.http}/directory/mailboxes`);
    const rows = page.getByTestId('mailbox-table').locator('tbody tr');
    await rows.first().waitFor();
    const total = Number((await page.getByTestId('mailbox-count').textContent())!.match(/\d+/)![0]);
    expect(total).toBeGreaterThan(50);
    await rows.last().scrollIntoViewIfNeeded();
    await expect.poll(() => rows.count()).toBe(total);
    await page.getByTestId('mailbox-search').fill('hieu.lm');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByTestId('clear-filters').click();
    await expect.poll(() => rows.count()).toBeGreaterThan(20);
  });

  test('nothing went wrong in the browser', () => expect(complaints).toEqual([]));
});
