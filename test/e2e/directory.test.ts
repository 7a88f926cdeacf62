/** The directory in a real browser: founded, renamed with its history, looked at on another day, moved, headed. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { projectHas } from '../repo/files.ts';
import { findProgram, needs } from '../support/needs.ts';
import { startServer, type TestServer } from '../support/server.ts';

needs('chromium')('the directory', () => {
  let server: TestServer;
  let browser: Browser;
  let page: Page;
  /** What the browser complained of. */
  const complaints: string[] = [];

  beforeAll(async () => {
    if (!projectHas('web/dist/index.html')) throw new Error('The page is not built: node scripts/run.mjs build');
    server = await startServer();
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
      // Before somebody signs in, what the page asks for first is refused.
      const expected =
        /\/(?:api\/auth\/me|jmap\/session|api\/directory\/tree\?.*)$/.test(message.location().url) &&
        / 401 /.test(message.text());
      // A refusal that the test asks for is told in the console as well.
      const refused = / 409 /.test(message.text());
      if (message.type() === 'error' && !expected && !refused) complaints.push(message.text());
    });
    await page.goto(`http://127.0.0.1:${server.ready.http}/directory`);
    await page.getByLabel('Địa chỉ thư').fill('leminhhieu@tiengiang.test');
    await page.locator('input[name=password]').fill(server.password);
    await page.getByRole('button', { name: 'Đăng nhập' }).click();
    await treeRow('Sở Thông tin và Truyền thông').waitFor();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const treeRow = (name: string) => page.getByTestId('tree-row').filter({ has: page.getByText(name, { exact: true }) });
  const title = (text: string) => page.getByTestId('page-title').filter({ hasText: text }).waitFor();
  const submit = async (form: string) => {
    await page.getByTestId(form).getByTestId('form-submit').click();
    await page.getByTestId(form).waitFor({ state: 'detached' });
  };
  const edit = async (what: string) => {
    await page.getByTestId('organisation-edit').click();
    await page.getByTestId(`menu-${what}`).click();
  };
  const history = (text: string) => page.getByTestId('timeline-entry').filter({ hasText: text }).first();
  const onDay = async (day: string) => {
    await page.getByTestId('as-of').click();
    await page.getByTestId('as-of-day').fill(day);
    await page.getByTestId('as-of-show').click();
  };

  test('the tree opens by arrows and finds by typing', async () => {
    await page.getByRole('tree').focus();
    await page.keyboard.press('Home');
    await page.keyboard.type('so thong tin');
    await page.keyboard.press('ArrowRight');
    await treeRow('Văn phòng Sở').waitFor();
    await page.keyboard.press('Enter');
    await title('Sở Thông tin và Truyền thông');
    await page.getByTestId('leader').filter({ hasText: 'Võ Văn Thành' }).filter({ hasText: 'Đứng đầu' }).waitFor();
    // What comes last moves what stands below it, under a pointer that presses just then.
    await page.getByTestId('mailbox').first().waitFor();
    await page.getByTestId('timeline-entry').first().waitFor();
  });

  test('an organisation is founded below another; its kind is guessed', async () => {
    await page.getByTestId('add-unit').click();
    const form = page.getByTestId('organisation-form');
    await form.getByTestId('name').fill('Phòng Chuyển đổi số');
    expect(await form.getByTestId('kind').inputValue()).toBe('office');
    await form.getByTestId('effective-day').fill('1/1/2020');
    await form.getByTestId('decision').fill('Quyết định 05/QĐ-UBND');
    await submit('organisation-form');
    await title('Phòng Chuyển đổi số');
    await treeRow('Phòng Chuyển đổi số').waitFor();
    await history('Thành lập').filter({ hasText: 'Quyết định 05/QĐ-UBND' }).filter({ hasText: '01/01/2020' }).waitFor();
  });

  test('it is renamed from a day on, and shown as it was on any other', async () => {
    await edit('change');
    await page.getByTestId('change-form').getByTestId('name').fill('Phòng Công nghệ số');
    await page.getByTestId('effective-day').fill('01/03/2024');
    await submit('change-form');
    await title('Phòng Công nghệ số');
    await history('Đổi tên')
      .filter({ hasText: 'Phòng Chuyển đổi số' })
      .filter({ hasText: 'Lê Minh Hiếu ghi' })
      .waitFor();
    await onDay('29022024');
    await title('Phòng Chuyển đổi số');
    await page.getByTestId('at-banner').filter({ hasText: '29/02/2024' }).waitFor();
    expect(page.url()).toContain('at=2024-02-29');
    expect(await page.getByTestId('organisation-edit').count()).toBe(0);
    await onDay('31/12/2019');
    await page.getByText('Cơ quan này được thành lập ngày 01/01/2020').waitFor();
    await page.getByTestId('at-banner').getByRole('button', { name: 'Về hôm nay' }).click();
    await title('Phòng Công nghệ số');
  });

  test('the whole directory goes back: who headed the department, under which name', async () => {
    await treeRow('Sở Thông tin và Truyền thông').click();
    await title('Sở Thông tin và Truyền thông');
    await onDay('1/3/2020');
    await page.getByTestId('leader').filter({ hasText: 'Nguyễn Hữu Thọ' }).waitFor();
    await onDay('1/3/2007');
    await title('Sở Bưu chính, Viễn thông');
    await page.getByText('Chưa có hộp thư công vụ vào ngày này').waitFor();
    await page.getByTestId('at-banner').getByRole('button', { name: 'Về hôm nay' }).click();
  });

  test('it moves, and the move is taken back', async () => {
    await treeRow('Phòng Công nghệ số').click();
    await title('Phòng Công nghệ số');
    await edit('move');
    await page.getByTestId('parent').fill('van phong uy ban');
    await page.locator('[role=option]').filter({ hasText: 'Văn phòng Ủy ban nhân dân tỉnh' }).first().click();
    await submit('move-form');
    const crumb = (name: string) => page.getByRole('navigation', { name: 'Vị trí trang' }).getByText(name);
    await crumb('VP UBND tỉnh').waitFor();
    await page.getByTestId('toast-action').click();
    await crumb('Sở TT&TT').waitFor();
  });

  test('it gets a head; a second one needs a word about the first', async () => {
    const appoint = async (who: string) => {
      await page.getByTestId('appoint').first().click();
      await page.getByTestId('person').fill(who);
      await page.locator('[role=option]').first().click();
      await page.getByTestId('position').fill('Trưởng phòng');
      await page.getByTestId('is-head').check();
    };
    const leader = (name: string) => page.getByTestId('leader').filter({ hasText: name });
    await appoint('bui thanh tung');
    await submit('appoint-form');
    await leader('Bùi Thanh Tùng').waitFor();
    await appoint('ngo phuong thao');
    await page.getByTestId('effective-day').fill('01/01/2030');
    await page.getByTestId('form-submit').click();
    await page.getByText('đang đứng đầu từ').waitFor();
    await submit('appoint-form');
    await onDay('1/1/2030');
    await leader('Ngô Thị Phương Thảo').waitFor();
    expect(await leader('Bùi Thanh Tùng').count()).toBe(0);
    await page.getByTestId('at-banner').getByRole('button', { name: 'Về hôm nay' }).click();
    await leader('Bùi Thanh Tùng').waitFor();
  });

  test('a person’s page tells their positions over time', async () => {
    await page.getByTestId('leader').filter({ hasText: 'Bùi Thanh Tùng' }).getByRole('link').first().click();
    await title('Bùi Thanh Tùng');
    const positions = page.getByTestId('positions');
    await positions.getByText('Trưởng phòng Hạ tầng - An toàn thông tin').waitFor();
    // Both its ends: the next one begins on the day after.
    await positions.getByText('31/12/2029').waitFor();
  });

  test('what is planned is called off long before its day', async () => {
    const planned = page.getByTestId('planned-acts');
    await planned.getByText('Bổ nhiệm, phân công: Ngô Thị Phương Thảo, Trưởng phòng').waitFor();
    await planned.getByText('Từ ngày 01/01/2030').waitFor();
    await planned.getByTestId('call-off').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Hủy thay đổi này' }).click();
    await page.getByText('Đã hủy thay đổi của ngày 01/01/2030').waitFor();
    await planned.waitFor({ state: 'detached' });
    await expect.poll(() => page.getByTestId('positions').getByText('31/12/2029').count()).toBe(0);
    await treeRow('Phòng Công nghệ số').click();
    await title('Phòng Công nghệ số');
    await edit('end');
    await page.getByTestId('effective-day').fill('01/03/2030');
    await submit('reorganise-form');
    await page.getByText('Giải thể: Phòng Công nghệ số').waitFor();
    await page.getByTestId('call-off').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Hủy thay đổi này' }).click();
    await planned.waitFor({ state: 'detached' });
    await page.getByTestId('leader').filter({ hasText: 'Bùi Thanh Tùng' }).waitFor();
  });

  test('a part is split off with the people chosen for it, all that a filter shows at once; it is taken back', async () => {
    await treeRow('Sở Thông tin và Truyền thông').click();
    await title('Sở Thông tin và Truyền thông');
    await edit('split');
    const form = page.getByTestId('reorganise-form');
    await form.getByTestId('part-0').fill('Sở Chuyển đổi số');
    const people = form.getByTestId('choose-people');
    await people.getByTestId('choose-filter').fill('chuyen vien');
    await people.getByTestId('choose-all').click();
    await people.getByText('Đã chọn 1 trong 3').waitFor();
    await submit('reorganise-form');
    await title('Sở Chuyển đổi số');
    await page.getByTestId('people').getByText('Chuyên viên Phòng Công nghệ thông tin').waitFor();
    await page.getByTestId('toast-action').click();
    await title('Sở Thông tin và Truyền thông');
    await page.getByTestId('people').getByText('Chuyên viên Phòng Công nghệ thông tin').waitFor();
  });

  test('what was recorded by mistake is deleted, and only that', async () => {
    await page.getByTestId('organisation-edit').click();
    expect(await page.getByTestId('menu-unfound').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByTestId('add-unit').click();
    await page.getByTestId('organisation-form').getByTestId('name').fill('Phòng Ghi nhầm');
    await submit('organisation-form');
    await title('Phòng Ghi nhầm');
    await edit('unfound');
    await page.getByTestId('unfound-form').getByTestId('reason').fill('Ghi trùng');
    await submit('unfound-form');
    await title('Sở Thông tin và Truyền thông');
    await expect.poll(() => treeRow('Phòng Ghi nhầm').count()).toBe(0);
  });

  test('that somebody left is taken back, with the positions', async () => {
    await page.getByTestId('leader').filter({ hasText: 'Võ Văn Thành' }).getByRole('link').first().click();
    await title('Võ Văn Thành');
    await page.getByTestId('person-edit').click();
    await page.getByTestId('menu-leave').click();
    await page.getByTestId('leave-form').getByTestId('reason').selectOption('retired');
    await page.getByTestId('form-submit').click();
    await page.getByRole('dialog').getByTestId('hanging').waitFor();
    await page.getByTestId('form-submit').click();
    await page.getByText('Không giữ chức vụ nào').waitFor();
    await page.getByTestId('toast-action').click();
    await page.getByText('Giám đốc, Sở Thông tin và Truyền thông', { exact: true }).waitFor();
  });

  test('what is shown stays usable on a phone', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    const width = () => page.evaluate<number>('document.documentElement.scrollWidth');
    expect(await width()).toBeLessThanOrEqual(390);
    await page.getByTestId('area-directory').click();
    await treeRow('Ủy ban nhân dân tỉnh Tiền Giang').click();
    await title('Ủy ban nhân dân tỉnh Tiền Giang');
    expect(await width()).toBeLessThanOrEqual(390);
  });

  test('the browser had nothing to complain of', () => {
    expect(complaints).toEqual([]);
  });
});
