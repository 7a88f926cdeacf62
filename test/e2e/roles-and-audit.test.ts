/** Delegation, roles and the audit trail in a real browser, by the managing authority and by the one who is delegated. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RoleList } from '@congvu/contract';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectHas } from '../repo/files.ts';
import { findProgram, needs } from '../support/needs.ts';
import { startServer, type TestServer } from '../support/server.ts';

interface Session {
  accounts: Record<string, { name: string; isPersonal: boolean }>;
}

const axe = readFileSync(resolve(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8');

needs('chromium')('roles and audit', () => {
  let server: TestServer;
  let browser: Browser;
  /** The managing authority, and the specialist who is delegated. */
  let page: Page;
  let delegate: Page;
  let department: number;
  const complaints: string[] = [];
  const url = (path: string) => `http://127.0.0.1:${server.ready.http}${path}`;

  beforeAll(async () => {
    if (!projectHas('web/dist/index.html')) throw new Error('The page is not built: node scripts/run.mjs build');
    server = await startServer();
    browser = await chromium.launch({
      executablePath: findProgram('chromium')!,
      args: ['--headless', '--no-sandbox', '--disable-gpu'],
    });
    page = await signIn('leminhhieu', '/admin/roles');
    await page.getByTestId('roles').waitFor();
    delegate = await signIn('lminhhieu', '/directory/delegations');
    department = await page.evaluate(async () => {
      const { rows } = (await (await fetch('/api/roles')).json()) as RoleList;
      return rows.find((row) => row.organisation?.name.startsWith('Sở Thông tin'))!.organisation!.id;
    });
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function signIn(local: string, next: string): Promise<Page> {
    const context = await browser.newContext({
      locale: 'vi-VN',
      viewport: { width: 1440, height: 900 },
      bypassCSP: true,
    });
    const made = await context.newPage();
    made.setDefaultTimeout(20_000);
    made.on('pageerror', (error) => complaints.push(String(error)));
    await made.goto(url(`/sign-in?next=${next}`));
    await made.getByLabel('Địa chỉ thư').fill(`${local}@${server.ready.accounts[0]!.split('@')[1]}`);
    await made.locator('input[name=password]').fill(server.password);
    await made.getByRole('button', { name: 'Đăng nhập' }).click();
    // The address of the sign-in page ends with it too.
    await made.waitForURL((now) => now.pathname === next);
    return made;
  }

  const mailboxesOf = (who: Page): Promise<string[]> =>
    who.evaluate(async () => {
      const session = (await (await fetch('/jmap/session', { headers: { 'x-congvu': '1' } })).json()) as Session;
      return Object.values(session.accounts).map(({ name }) => name);
    });

  test('a mailbox is delegated on the organisation’s page; the delegate has it at once and is told', async () => {
    expect(await mailboxesOf(delegate)).toHaveLength(1);
    await page.goto(url(`/directory/organisations/${department}`));
    await page.getByTestId('delegate').click();
    await page.getByTestId('delegate-person').fill('lminhhieu');
    await page.getByRole('dialog').getByRole('listbox').getByRole('option').first().click();
    await page.getByTestId('right-send_as').uncheck();
    await page.getByTestId('delegate-decision').fill('Giấy ủy quyền số 12/UQ');
    await page.getByTestId('form-submit').click();
    await page.getByTestId('delegation-rows').getByText('Giấy ủy quyền số 12/UQ').waitFor();
    await expect.poll(() => mailboxesOf(delegate), { timeout: 3000 }).toHaveLength(2);
    await delegate.reload();
    expect(await delegate.getByTestId('to-me').textContent()).toContain('Sở Thông tin và Truyền thông');
    await delegate.goto(url('/mail'));
    await delegate.getByText('Ủy quyền sử dụng hộp thư: Sở Thông tin').first().waitFor();
  });

  test('what the delegate reads is shown to those who look after the mailbox', async () => {
    await delegate.evaluate(async () => {
      const session = (await (await fetch('/jmap/session', { headers: { 'x-congvu': '1' } })).json()) as Session;
      const accountId = Object.keys(session.accounts).find((id) => !session.accounts[id]!.isPersonal);
      await fetch('/jmap/api', {
        method: 'POST',
        headers: { 'x-congvu': '1', 'content-type': 'application/json' },
        body: JSON.stringify({
          using: ['urn:ietf:params:jmap:core', 'urn:ietf:params:jmap:mail'],
          methodCalls: [['Email/query', { accountId, limit: 1 }, 'q']],
        }),
      });
    });
    await page.getByTestId('uses').click();
    await page.getByTestId('use-rows').getByText('mở đọc hộp thư').first().waitFor();
  });

  test('it is taken back, and is closed at once', async () => {
    const row = page.getByTestId('delegation-rows').getByRole('row').filter({ hasText: 'Giấy ủy quyền số 12/UQ' });
    await row.getByTestId('end-delegation').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Thu hồi' }).click();
    await expect.poll(() => row.count()).toBe(0);
    await expect.poll(() => mailboxesOf(delegate), { timeout: 3000 }).toHaveLength(1);
  });

  test('a role is given and ended; whoever may not is told who may', async () => {
    await page.goto(url('/admin/roles'));
    await page.getByTestId('grant').click();
    await page.getByTestId('role-person').fill('lminhhieu');
    await page.getByRole('dialog').getByRole('listbox').getByRole('option').first().click();
    await page.getByTestId('role-role').selectOption('auditor');
    await page.getByTestId('form-submit').click();
    const row = page.getByTestId('roles').getByRole('row').filter({ hasText: 'lminhhieu@' });
    await row.waitFor();
    await delegate.goto(url('/admin/audit'));
    await delegate.getByTestId('event').first().waitFor();
    await row.getByTestId('end-role').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Thôi phân công' }).click();
    await expect.poll(() => row.count()).toBe(0);
    await delegate.reload();
    await delegate.getByText('Người kiểm tra, giám sát (trong phạm vi được giao)').waitFor();
  });

  test('the trail tells it all in words, with what changed; the chain is whole', async () => {
    await page.goto(url('/admin/audit'));
    await page.getByTestId('audit-group').selectOption('delegation');
    const granted = page.getByTestId('event').filter({ hasText: 'Ủy quyền hộp thư Sở Thông tin và Truyền thông cho' });
    await granted.first().getByRole('button').click();
    expect(await granted.first().getByTestId('changes').textContent()).toContain('đọc, sắp xếp, xóa');
    await page.getByTestId('verify').click();
    await page.getByTestId('chain').getByText('Nhật ký nguyên vẹn').waitFor();
    expect(complaints).toEqual([]);
  });

  /** Of the page within its frame. Past the page's own policy, which lets no other script in. */
  const faults = async (): Promise<string[]> => {
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() =>
      (
        globalThis as unknown as {
          axe: {
            run(within: string): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }>;
          };
        }
      ).axe.run('#page'),
    );
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  };

  test.each([
    ['/admin/roles', 'roles'],
    ['/admin/audit', 'events'],
    ['/directory/delegations', 'to-me'],
  ])('axe finds no serious fault on %s', async (path, ready) => {
    await page.goto(url(path));
    await page.getByTestId(ready).waitFor();
    expect(await faults()).toEqual([]);
  });
});
