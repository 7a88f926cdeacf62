/** Organisations, people and positions over time, on a real database. */
import { beforeAll, describe, expect, test } from 'vitest';
import { testDatabase } from '../../../test/support/database.ts';
import type { Transaction } from '../platform/index.ts';
import { today as todayInVietnam } from '../regulation/index.ts';
import { correctAppointment, endAppointment, moveAppointment } from './appointments/change-appointment.ts';
import { contactsOn } from './contacts/contacts.ts';
import {
  type Actor,
  addContact,
  appoint,
  bringIntoForce,
  cancelPlannedChange,
  changeOrganisation,
  changePerson,
  comeBack,
  createAccount,
  createOrganisation,
  createPerson,
  endContact,
  findLikePeople,
  grantDelegation,
  leave,
  renamePerson,
  reorganise,
  setAccountState,
  system,
} from './index.ts';
import { lockHistory } from './organisations/queries.ts';
import { removeMistaken } from './organisations/remove-mistaken.ts';
import { touchedByReorganisation } from './organisations/touched.ts';
import { touchedByLeaving } from './people/leave.ts';
import { readOrganisationPage } from './read/organisation-page.ts';
import { readPersonPage } from './read/person-page.ts';
import { organisationTimeline, personTimeline } from './read/timeline.ts';
import { readTree } from './read/tree.ts';
import { type TestProvince, testDomain, testProvince } from './testing.ts';
import { undo, undoable } from './undo.ts';

const database = testDatabase();
const province = 'tien-giang';
let sample: TestProvince;
let root: number;
let officer: Actor;

const day = (days: number) => todayInVietnam().add({ days }).toString();
const today = day(0);
const run = <T>(act: (tx: Transaction) => Promise<T>) => database.pools.transaction(act);
const found = (name: string, parentId: number | null = root, more: object = {}) =>
  run((tx) =>
    createOrganisation(tx, { province, kind: 'department', name, parentId, from: '2016-11-11', ...more }, system),
  );
const person = (name: string, more: object = {}) => run((tx) => createPerson(tx, { province, name, ...more }, system));
const page = (id: number, at = today) =>
  readOrganisationPage(database.pools, { id, at, today, leading: ['pho giam doc'] });
const personPage = (id: number, at = today) => readPersonPage(database.pools, { id, at, today, withPrivate: true });
const change = (organisationId: number, from: string, fields: object, more: object = {}) =>
  run((tx) => changeOrganisation(tx, { organisationId, from, fields, ...more }, system));
const tree = async (parentId: number | null, at: string | null = null) =>
  (await readTree(database.pools, { province, parentId, at, kinds: ['department', 'office'], offset: 0, limit: 100 }))
    .nodes;
const pathOf = async (id: number) =>
  (await database.pools.query<{ path: number[] }>('select path from organisation where organisation_id = $1', [id]))
    .rows[0]!.path;
const events = async (column: string, id: number) =>
  (
    await database.pools.query<{ kind: string; before: object | null; after: object | null; data: object }>(
      `select kind, before, after, data from audit_event where ${column} = $1 order by event_id`,
      [id],
    )
  ).rows;

beforeAll(async () => {
  sample = await testProvince(database.pools);
  root = await found('Ủy ban nhân dân tỉnh', null);
  officer = { kind: 'person', personId: await person('Cán bộ Ghi chép') };
});

describe('an organisation', () => {
  test('is founded with its codes, and its path leads from the root', async () => {
    const id = await found('Sở Nội vụ', root, {
      code: 'h58.12',
      legacyCode: '000.00.12.h58',
      website: 'snv.tiengiang.gov.vn',
      decision: 'QĐ 1',
    });
    expect(await page(id)).toMatchObject({
      name: 'Sở Nội vụ',
      code: 'H58.12',
      legacyCode: '000.00.12.H58',
      website: 'https://snv.tiengiang.gov.vn',
      state: 'in-force',
      founded: '2016-11-11',
      decision: 'QĐ 1',
      above: [{ id: root }],
      revision: 1,
    });
    expect(await pathOf(id)).toEqual([root, id]);
    expect(await events('organisation_id', id)).toMatchObject([
      { kind: 'organisation.created', after: { name: 'Sở Nội vụ', code: 'H58.12', parentId: root } },
    ]);
    const refused = [
      [{ code: 'H58.12' }, 'directory.code-taken'],
      [{ legacyCode: '000.00.12.H58' }, 'directory.code-taken'],
      [{ code: 'nonsense' }, 'directory.code-invalid'],
      [{ website: 'javascript:alert(1)' }, 'directory.invalid'],
      [{ from: '2026-02-30' }, 'directory.invalid'],
      [{ parentId: 999_999 }, 'directory.no-organisation'],
    ] as const;
    for (const [more, code] of refused) await expect(found('Sở khác', root, more)).rejects.toMatchObject({ code });
  });

  test('is renamed from a day on; the page of any day shows it as it was', async () => {
    const id = await found('Sở Bưu chính, Viễn thông');
    const { revision } = await change(
      id,
      '2020-03-01',
      { name: 'Sở Thông tin và Truyền thông' },
      { decision: 'QĐ 7', revision: 1 },
    );
    expect(await page(id)).toMatchObject({
      name: 'Sở Thông tin và Truyền thông',
      since: '2020-03-01',
      decision: 'QĐ 7',
      revision,
    });
    expect(await page(id, '2020-02-29')).toMatchObject({ name: 'Sở Bưu chính, Viễn thông', state: 'in-force' });
    expect(await page(id, '2016-11-10')).toMatchObject({ name: 'Sở Bưu chính, Viễn thông', state: 'not-yet' });
    expect((await tree(root, '2020-02-29')).map((node) => node.name)).toContain('Sở Bưu chính, Viễn thông');
    expect((await tree(root)).map((node) => node.name)).toContain('Sở Thông tin và Truyền thông');
    expect(await organisationTimeline(database.pools, id, today)).toMatchObject([
      { on: '2020-03-01', event: 'renamed', before: { name: 'Sở Bưu chính, Viễn thông' }, decision: 'QĐ 7' },
      { on: '2016-11-11', event: 'founded' },
    ]);
  });

  test('tells who recorded it', async () => {
    const id = await found('Sở Ai Ghi');
    await run((tx) => changeOrganisation(tx, { organisationId: id, from: today, fields: { phone: '1' } }, officer));
    const [latest] = await organisationTimeline(database.pools, id, today);
    expect(latest).toMatchObject({ event: 'changed', recordedBy: 'Cán bộ Ghi chép' });
  });

  test('is not changed on an old state, and a refusal changes nothing', async () => {
    const id = await found('Sở Công Thương');
    await change(id, today, { phone: '0273 1' }, { revision: 1 });
    await expect(change(id, today, { phone: '0273 2' }, { revision: 1 })).rejects.toMatchObject({
      code: 'directory.changed-meanwhile',
      details: { revision: 2 },
    });
    await expect(change(id, '2016-11-10', { phone: '0273 2' })).rejects.toMatchObject({
      code: 'directory.not-in-force',
    });
    expect(await page(id)).toMatchObject({ phone: '0273 1', revision: 2 });
  });

  test('of two changes on one state at once, one is refused', async () => {
    const id = await found('Sở Xây dựng');
    const outcomes = await Promise.allSettled(['1', '2'].map((phone) => change(id, today, { phone }, { revision: 1 })));
    expect(outcomes.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('moves with everything below it, never below itself, not even by a later day', async () => {
    const a = await found('Sở A');
    const b = await found('Sở B');
    const below = await found('Chi cục', a, { kind: 'office' });
    await change(a, today, { parentId: b });
    expect(await pathOf(below)).toEqual([root, b, a, below]);
    await expect(change(b, today, { parentId: below })).rejects.toMatchObject({ code: 'directory.circle' });
    await expect(change(b, today, { parentId: b })).rejects.toMatchObject({ code: 'directory.circle' });
    // Back below the root in ten days: from then on B may stand below it.
    await change(a, day(10), { parentId: root });
    await change(b, day(20), { parentId: a });
    await expect(change(a, day(15), { parentId: b })).rejects.toMatchObject({ code: 'directory.circle' });
    expect((await page(below, day(15))).above.map((one) => one.id)).toEqual([root, a]);
    expect((await page(below, day(25))).above.map((one) => one.id)).toEqual([root, a]);
    expect((await page(b, day(25))).above.map((one) => one.id)).toEqual([root, a]);
  });

  test('two moves at once can’t close a circle', async () => {
    const a = await found('Ban A');
    const b = await found('Ban B');
    await Promise.allSettled([change(a, today, { parentId: b }), change(b, today, { parentId: a })]);
    const paths = [await pathOf(a), await pathOf(b)];
    expect(paths.filter((path) => path.length === 3)).toHaveLength(1);
  });

  test('what is planned waits for its day, and may be cancelled', async () => {
    const id = await found('Sở Du lịch');
    await change(id, day(30), { name: 'Sở Văn hóa, Thể thao và Du lịch' }, { decision: 'NQ 5' });
    expect(await page(id)).toMatchObject({
      name: 'Sở Du lịch',
      planned: [{ from: day(30), after: { name: 'Sở Văn hóa, Thể thao và Du lịch' }, decision: 'NQ 5' }],
    });
    expect((await page(id, day(30))).name).toBe('Sở Văn hóa, Thể thao và Du lịch');
    expect((await organisationTimeline(database.pools, id, today))[0]).toMatchObject({ planned: true });
    await run((tx) => cancelPlannedChange(tx, { organisationId: id, from: day(30), today }, system));
    expect(await page(id, day(30))).toMatchObject({ name: 'Sở Du lịch', planned: [] });
  });

  test('comes into force on its day, whoever recorded it', async () => {
    const id = await found('Sở Lao động');
    const below = await found('Phòng Việc làm', id, { kind: 'office' });
    const other = await found('Sở Nội vụ mới');
    await change(id, day(1), { name: 'Sở Lao động mới', parentId: other }, { decision: 'NQ 6' });
    // Tomorrow, for the database: the version has come into force, the row has not heard of it.
    await database.pools.query(
      `update organisation_version set valid_until = valid_until - 1 where organisation_id = $1 and valid_until is not null`,
      [id],
    );
    await database.pools.query(
      `update organisation_version set valid_from = valid_from - 1 where organisation_id = $1 and valid_until is null`,
      [id],
    );
    expect((await bringIntoForce(database.pools)).organisations).toBe(1);
    expect((await bringIntoForce(database.pools)).organisations).toBe(0);
    expect(await page(id)).toMatchObject({ name: 'Sở Lao động mới', parentId: other });
    expect(await pathOf(below)).toEqual([root, other, id, below]);
    expect((await events('organisation_id', id)).at(-1)).toMatchObject({
      kind: 'organisation.came-into-force',
      before: { name: 'Sở Lao động' },
    });
  });
});

describe('the tree', () => {
  test('lists by order, kind and name as people read it, with counts', async () => {
    const top = await found('Gốc', null);
    const names = ['Phường 10', 'Phường 2', 'Đồng Tâm', 'Chợ Gạo'];
    for (const name of names) await found(name, top, { kind: 'office' });
    const first = await found('Xếp đầu', top, { kind: 'office', sortOrder: -1 });
    const department = await found('Sở Z', top);
    await run((tx) =>
      createOrganisation(
        tx,
        { province, kind: 'office', name: 'Đã giải thể', parentId: top, from: '2016-11-11', until: '2020-01-01' },
        system,
      ),
    );
    const worker = await person('Người Làm Việc');
    await run((tx) =>
      appoint(tx, { personId: worker, organisationId: first, position: 'Chuyên viên', from: '2020-01-01' }, system),
    );
    await found('Bên dưới', first, { kind: 'office' });
    const nodes = await tree(top);
    expect(nodes.map((node) => node.name)).toEqual(['Xếp đầu', 'Sở Z', 'Chợ Gạo', 'Đồng Tâm', 'Phường 2', 'Phường 10']);
    expect(nodes[0]).toMatchObject({ units: 1, people: 1 });
    expect(nodes.find((node) => node.id === department)).toMatchObject({ units: 0, people: 0 });
    expect((await tree(top, '2019-12-31')).map((node) => node.name)).toContain('Đã giải thể');
    const later = await readTree(database.pools, { province, parentId: top, at: null, kinds: [], offset: 2, limit: 2 });
    expect([later.nodes.length, later.total]).toEqual([2, 6]);
  });
});

describe('a reorganisation', () => {
  async function withStaff(name: string) {
    const id = await found(name);
    const unit = await found(`Phòng của ${name}`, id, { kind: 'office' });
    const head = await person(`Giám đốc ${name}`);
    const position = { personId: head, organisationId: id, position: 'Giám đốc', isHead: true, from: '2021-07-01' };
    const appointmentId = await run((tx) => appoint(tx, position, system));
    return { id, unit, head, appointmentId };
  }

  test('merges: units and people go to the successor, the mailbox is told of', async () => {
    const [a, b] = [await withStaff('Sở Kế hoạch'), await withStaff('Sở Ngân sách')];
    const { accountId } = await run((tx) =>
      createAccount(tx, sample.regulation, { owner: { organisationId: a.id }, name: { domain: testDomain } }, system),
    );
    const from = [{ organisationId: a.id, revision: 1 }, { organisationId: b.id }];
    const into = [{ name: 'Sở Tài chính', kind: 'department', parentId: root }];
    const merged = await run((tx) =>
      reorganise(
        tx,
        { kind: 'merged', from, into, on: '2025-03-01', decision: 'NQ 9', units: { into: 0 }, people: { into: 0 } },
        system,
      ),
    );
    const [successor] = merged.into as [number];
    expect(merged).toMatchObject({ people: { moved: 2 }, hanging: { mailboxes: [{ accountId, state: 'active' }] } });
    expect(merged.movedUnits.sort()).toEqual([a.unit, b.unit].sort());
    expect(await page(a.id)).toMatchObject({
      state: 'ended',
      until: '2025-03-01',
      endEvent: 'merged',
      endDecision: 'NQ 9',
      successors: [{ organisation: { id: successor } }],
    });
    expect(await page(a.id, '2025-02-28')).toMatchObject({ state: 'in-force', people: [{ isHead: true }] });
    const made = await page(successor);
    expect(made.people.map((one) => [one.position, one.isHead, one.from])).toEqual([
      ['Giám đốc', false, '2025-03-01'],
      ['Giám đốc', false, '2025-03-01'],
    ]);
    expect(made).toMatchObject({
      founded: '2025-03-01',
      units: 2,
      predecessors: [{ kind: 'merged' }, { kind: 'merged' }],
    });
    expect((await tree(root)).map((node) => node.id)).not.toContain(a.id);
    expect((await organisationTimeline(database.pools, successor, today)).map((one) => one.event)).toContain(
      'took-over',
    );
  });

  test('refuses to leave units or people in the void, and changes nothing', async () => {
    const { id, unit } = await withStaff('Sở Cũ');
    const dissolve = (more: object) =>
      run((tx) =>
        reorganise(tx, { kind: 'dissolved', from: [{ organisationId: id }], into: [], on: today, ...more }, system),
      );
    await expect(dissolve({})).rejects.toMatchObject({ code: 'directory.has-sub-units', details: { count: 1 } });
    await expect(dissolve({ units: { organisationId: root } })).rejects.toMatchObject({ code: 'directory.has-people' });
    expect(await pathOf(unit)).toEqual([root, id, unit]);
    await dissolve({ units: { organisationId: root }, people: 'end' });
    expect(await page(id)).toMatchObject({ state: 'ended', endEvent: 'dissolved', successors: [] });
    expect(await pathOf(unit)).toEqual([root, unit]);
    await expect(dissolve({})).rejects.toMatchObject({ code: 'directory.not-in-force' });
  });

  test('splits a part off, or the whole', async () => {
    const { id } = await withStaff('Sở Văn hóa và Thông tin');
    const part = (name: string) => ({ name, kind: 'department', parentId: root });
    const split = await run((tx) =>
      reorganise(
        tx,
        { kind: 'split', from: [{ organisationId: id }], into: [part('Sở Thông tin')], ends: false, on: '2024-01-01' },
        system,
      ),
    );
    expect(await page(id)).toMatchObject({ state: 'in-force', peopleTotal: 1, successors: [{ kind: 'split' }] });
    expect((await page(split.into[0]!)).predecessors).toMatchObject([{ organisation: { id } }]);
    const whole = { kind: 'split' as const, from: [{ organisationId: id }], ends: true, on: '2025-01-01' };
    await expect(run((tx) => reorganise(tx, { ...whole, into: [part('Một')] }, system))).rejects.toMatchObject({
      code: 'directory.invalid',
    });
    await run((tx) =>
      reorganise(tx, { ...whole, into: [part('Một'), part('Hai')], units: { into: 1 }, people: { into: 0 } }, system),
    );
    expect(await page(id)).toMatchObject({ state: 'ended', endEvent: 'split' });
  });

  test('gives the parts of a split the people and sub-units chosen for them; the others stay, or follow', async () => {
    const { id, unit, appointmentId } = await withStaff('Sở Chia Người');
    const names = ['Chuyên viên Một', 'Chuyên viên Hai', 'Chuyên viên Ba'];
    const staff: number[] = [];
    for (const name of names) {
      const personId = await person(name);
      const position = { personId, organisationId: id, position: 'Chuyên viên', from: '2021-07-01' };
      staff.push(await run((tx) => appoint(tx, position, system)));
    }
    const [one, two, three] = staff as [number, number, number];
    const part = (name: string) => ({ name, kind: 'department', parentId: root });
    const split = (more: object) =>
      run((tx) =>
        reorganise(
          tx,
          { kind: 'split' as const, from: [{ organisationId: id }], into: [], on: '2024-01-01', ...more },
          system,
        ),
      );
    const chosen = {
      appointments: [
        { appointmentId: one, into: 0 },
        { appointmentId: two, into: 1 },
      ],
      units: [{ organisationId: unit, into: 1 }],
    };
    const made = await split({ into: [part('Sở Một'), part('Sở Hai')], ends: false, chosen });
    expect(made).toMatchObject({ ended: [], movedUnits: [unit], people: { moved: 2, ended: 0 } });
    const [first, second] = made.into as [number, number];
    const namesAt = async (place: number, at = today) => (await page(place, at)).people.map(({ name }) => name);
    expect(await namesAt(id)).toEqual(['Giám đốc Sở Chia Người', 'Chuyên viên Ba']);
    expect(await namesAt(id, '2023-12-31')).toHaveLength(4);
    expect(await namesAt(first)).toEqual(['Chuyên viên Một']);
    expect(await namesAt(second)).toEqual(['Chuyên viên Hai']);
    expect(await pathOf(unit)).toEqual([root, second, unit]);

    const rest = { into: [part('Sở Ba'), part('Sở Bốn')], ends: true, on: '2025-01-01' };
    const choose = (...ids: number[]) => ({
      chosen: { appointments: ids.map((appointment) => ({ appointmentId: appointment, into: 1 })), units: [] },
    });
    await expect(split({ ...rest, ...choose(three) })).rejects.toMatchObject({
      code: 'directory.has-people',
      details: { people: 1 },
    });
    await expect(split({ ...rest, ...choose(one), people: 'end' })).rejects.toMatchObject({
      code: 'directory.changed-meanwhile',
    });
    const whole = await split({ ...rest, ...choose(three, appointmentId) });
    expect(await namesAt(whole.into[0]!)).toEqual([]);
    expect((await page(whole.into[1]!)).people.map(({ name, isHead }) => [name, isHead])).toEqual([
      ['Chuyên viên Ba', false],
      ['Giám đốc Sở Chia Người', false],
    ]);
  });

  test('is taken back whole by whoever did it', async () => {
    const { id, unit, head } = await withStaff('Sở Nhầm');
    const input = {
      kind: 'merged' as const,
      from: [{ organisationId: id }],
      into: [{ name: 'Sở Mới', kind: 'department', parentId: root }],
    };
    const whole = { ...input, on: today, units: { into: 0 }, people: { into: 0 } };
    const done = await run(async (tx) => {
      const before = await touchedByReorganisation(tx, whole);
      return undoable(tx, officer, { ...before, act: 'organisation.merged' }, async () => {
        const result = await reorganise(tx, whole, officer);
        const organisationIds = [...result.into, ...result.movedUnits];
        return { result, title: 'Sở Nhầm', organisationIds, appointmentIds: result.people.appointmentIds };
      });
    });
    await expect(run((tx) => undo(tx, done.undo!.undoId, system))).rejects.toMatchObject({ code: 'directory.no-undo' });
    await run((tx) => undo(tx, done.undo!.undoId, officer));
    expect(await page(id)).toMatchObject({
      state: 'in-force',
      until: null,
      units: 1,
      successors: [],
      people: [{ personId: head, isHead: true }],
    });
    expect(await pathOf(unit)).toEqual([root, id, unit]);
    await expect(page(done.result.into[0]!)).rejects.toMatchObject({ code: 'directory.no-organisation' });
    expect((await events('organisation_id', id)).map((one) => one.kind)).toContain('organisation.taken-back');
    await expect(run((tx) => undo(tx, done.undo!.undoId, officer))).rejects.toMatchObject({
      code: 'directory.no-undo',
    });
  });

  test('is not taken back once something of it changed', async () => {
    const id = await found('Sở Đổi hai lần');
    const touched = { organisationIds: [id], appointmentIds: [] };
    const first = await run((tx) =>
      undoable(tx, officer, { ...touched, act: 'organisation.changed' }, async () => {
        await changeOrganisation(tx, { organisationId: id, from: today, fields: { name: 'Tên một' } }, officer);
        return { result: id, title: 'Tên một', ...touched };
      }),
    );
    await change(id, today, { phone: '1' });
    await expect(run((tx) => undo(tx, first.undo!.undoId, officer))).rejects.toMatchObject({
      code: 'directory.no-undo',
    });
    expect(await page(id)).toMatchObject({ name: 'Tên một', phone: '1' });
  });
});

describe('an organisation recorded by mistake', () => {
  const remove = (organisationId: number, revision?: number) =>
    run((tx) => removeMistaken(tx, { organisationId, revision, reason: 'ghi trùng' }, officer));

  test('is deleted for good, however long ago it was recorded', async () => {
    const id = await found('Sở Ghi Nhầm', root, { code: 'H58.77', from: '2010-01-01' });
    await change(id, '2020-01-01', { name: 'Sở Ghi Nhầm Hai Lần' });
    await run((tx) =>
      addContact(tx, { owner: { organisationId: id }, address: 'nham@so.test', kind: 'other' }, system),
    );
    await expect(remove(id, 1)).rejects.toMatchObject({ code: 'directory.changed-meanwhile' });
    await remove(id);
    await expect(page(id)).rejects.toMatchObject({ code: 'directory.no-organisation' });
    expect((await tree(root, '2015-01-01')).map((node) => node.id)).not.toContain(id);
    const { rows } = await database.pools.query('select 1 from directory_entry where organisation_id = $1', [id]);
    expect(rows).toEqual([]);
    expect((await events('organisation_id', id)).at(-1)).toMatchObject({
      kind: 'organisation.unfounded',
      before: { name: 'Sở Ghi Nhầm Hai Lần', code: 'H58.77', parentId: root },
      data: { from: '2010-01-01', reason: 'ghi trùng' },
    });
    await found('Sở Ghi Đúng', root, { code: 'H58.77' });
  });

  test('is refused once anything ever hung on it: history stays', async () => {
    const id = await found('Sở Từng Có Người');
    const personId = await person('Người Từng Ở Đó');
    const position = { personId, organisationId: id, position: 'Chuyên viên', from: '2020-01-01', until: '2021-01-01' };
    await run((tx) => appoint(tx, position, system));
    await expect(remove(id)).rejects.toMatchObject({
      code: 'directory.in-use',
      details: { positions: 1, units: 0, mailboxes: 0 },
    });
    const above = await found('Sở Từng Có Phòng');
    const unit = await found('Phòng Từng Ở Đó', above, { kind: 'office' });
    await change(unit, '2020-01-01', { parentId: root });
    await expect(remove(above)).rejects.toMatchObject({ code: 'directory.in-use', details: { units: 1 } });
    const organisation = await sample.organisation('Sở Có Hộp Thư', 'department', root);
    await expect(remove(organisation.organisationId)).rejects.toMatchObject({
      code: 'directory.in-use',
      details: { mailboxes: 1 },
    });
    expect((await page(id)).name).toBe('Sở Từng Có Người');
  });
});

describe('appointments', () => {
  test('several at once; heads first, then leaders, then by given name', async () => {
    const id = await found('Sở Nhân sự');
    const staff = [
      ['Nguyễn Văn Bình', 'Chuyên viên', false],
      ['Trần Thị An', 'Chuyên viên', false],
      ['Lê Văn Dũng', 'Phó Giám đốc', false],
      ['Phạm Thị Cúc', 'Giám đốc', true],
    ] as const;
    for (const [name, position, isHead] of staff) {
      const personId = await person(name);
      await run((tx) => appoint(tx, { personId, organisationId: id, position, isHead, from: '2021-07-01' }, system));
    }
    expect((await page(id)).people.map((one) => one.name)).toEqual([
      'Phạm Thị Cúc',
      'Lê Văn Dũng',
      'Trần Thị An',
      'Nguyễn Văn Bình',
    ]);
    expect((await page(id)).people.map((one) => one.isLeader)).toEqual([false, true, false, false]);
  });

  test('who headed the agency on 1 March, and at which address', async () => {
    const id = await found('Sở Có Hai Đời Giám Đốc');
    const [first, second] = [await person('Đời Một'), await person('Đời Hai')];
    const head = { organisationId: id, position: 'Giám đốc', isHead: true };
    await run((tx) => appoint(tx, { ...head, personId: first, from: '2020-01-01' }, system));
    const next = { ...head, personId: second, from: '2026-03-02' };
    await expect(run((tx) => appoint(tx, { ...next, presentHead: 'refuse' }, system))).rejects.toMatchObject({
      code: 'directory.has-head',
      details: { person: 'Đời Một' },
    });
    await run((tx) => appoint(tx, { ...next, presentHead: 'end' }, system));
    expect((await page(id, '2026-03-01')).people.map((one) => one.name)).toEqual(['Đời Một']);
    expect((await page(id, '2026-03-02')).people.map((one) => one.name)).toEqual(['Đời Hai']);
    const { accountId, address } = await run((tx) =>
      createAccount(tx, sample.regulation, { owner: { organisationId: id }, name: { domain: testDomain } }, system),
    );
    await database.pools.query(
      "update account_version set valid_from = '2026-02-01T09:00:00+07' where account_id = $1",
      [accountId],
    );
    expect((await page(id, '2026-01-31')).mailboxes).toEqual([]);
    expect((await page(id, '2026-03-01')).mailboxes).toMatchObject([{ address, state: 'active' }]);
    await run((tx) => setAccountState(tx, accountId, 'locked', system));
    expect((await page(id)).mailboxes).toMatchObject([{ state: 'locked' }]);
    expect((await organisationTimeline(database.pools, id, today)).map((one) => one.event)).toEqual(
      expect.arrayContaining(['mailbox-made', 'mailbox-changed', 'head-began', 'head-ended']),
    );
  });

  test('are corrected, moved and ended; what overlaps or comes too late is refused', async () => {
    const [a, b] = [await found('Nơi cũ'), await found('Nơi mới')];
    const personId = await person('Người Luân chuyển');
    const input = { personId, organisationId: a, position: 'Chuyên viên', from: '2022-01-01' };
    const appointmentId = await run((tx) => appoint(tx, input, system));
    await expect(
      run((tx) => appoint(tx, { ...input, position: 'chuyên viên', from: '2023-01-01' }, system)),
    ).rejects.toMatchObject({ code: 'directory.appointment-overlaps' });
    await run((tx) =>
      correctAppointment(tx, { appointmentId, revision: 1, rank: 'Chuyên viên chính', from: '2022-02-01' }, system),
    );
    await expect(
      run((tx) => correctAppointment(tx, { appointmentId, revision: 1, rank: null }, system)),
    ).rejects.toMatchObject({ code: 'directory.changed-meanwhile' });
    const moved = await run((tx) =>
      moveAppointment(
        tx,
        { appointmentId, on: '2024-05-01', decision: 'QĐ 3' },
        { organisationId: b, position: 'Phó Trưởng phòng' },
        system,
      ),
    );
    const { appointments } = await personPage(personId, '2024-04-30');
    expect(appointments.map((one) => [one.organisation.name, one.state, one.until])).toEqual([
      ['Nơi mới', 'not-yet', null],
      ['Nơi cũ', 'in-force', '2024-05-01'],
    ]);
    await run((tx) => endAppointment(tx, { appointmentId: moved.appointmentId, on: today }, system));
    await expect(
      run((tx) => endAppointment(tx, { appointmentId: moved.appointmentId, on: day(5) }, system)),
    ).rejects.toMatchObject({ code: 'directory.invalid' });
    expect((await personTimeline(database.pools, personId, today)).map((one) => one.event)).toEqual(
      expect.arrayContaining(['appointed', 'appointment-ended']),
    );
    await run((tx) =>
      reorganise(tx, { kind: 'dissolved', from: [{ organisationId: b }], into: [], on: today, people: 'end' }, system),
    );
    await expect(run((tx) => appoint(tx, { ...input, organisationId: b, from: today }, system))).rejects.toMatchObject({
      code: 'directory.not-in-force',
    });
  });
});

describe('a person', () => {
  test('changes the name from a day on', async () => {
    const id = await person('Nguyễn Thị Hoa', { born: '1990-05-01', code: 'CB001' });
    await run((tx) =>
      renamePerson(tx, { personId: id, name: 'Nguyễn Thị Kim Hoa', from: '2023-06-01', decision: 'QĐ 12' }, system),
    );
    expect(await personPage(id)).toMatchObject({
      name: 'Nguyễn Thị Kim Hoa',
      private: { code: 'CB001', born: '1990-05-01' },
    });
    expect((await personPage(id, '2023-05-31')).name).toBe('Nguyễn Thị Hoa');
    await run((tx) => renamePerson(tx, { personId: id, name: 'Nguyễn Kim Hoa', from: day(7) }, system));
    expect(await personPage(id)).toMatchObject({
      name: 'Nguyễn Thị Kim Hoa',
      names: [{ name: 'Nguyễn Kim Hoa' }, {}, {}],
    });
    await expect(
      run((tx) => changePerson(tx, { personId: id, revision: 1, fields: { phone: '1' } }, system)),
    ).rejects.toMatchObject({ code: 'directory.changed-meanwhile' });
    await expect(person('Người khác', { code: 'CB001' })).rejects.toMatchObject({
      code: 'directory.person-code-taken',
    });
    await expect(person('Tương lai', { born: day(1) })).rejects.toMatchObject({ code: 'directory.invalid' });
  });

  test('is recognised by name without marks and year, or by code', async () => {
    const id = await person('Trương Ngọc Ánh', { born: '1979-02-03', code: 'CB77' });
    const alike = (name: string, more: object = {}) => findLikePeople(database.pools, { province, name, ...more });
    expect(await alike('truong ngoc anh')).toMatchObject([{ personId: id, like: 'name', bornYear: '1979' }]);
    expect(await alike('Trương  Ngọc Ánh', { born: '1979-12-31' })).toMatchObject([{ like: 'name-and-year' }]);
    expect(await alike('Trương Ngọc Ánh', { born: '1980-01-01' })).toEqual([]);
    expect(await alike('Khác hẳn', { code: 'CB77' })).toMatchObject([{ personId: id, like: 'code' }]);
  });

  test('who leaves loses positions; mailbox, delegations and roles are told, not ended', async () => {
    const organisation = await sample.organisation('Sở Người Nghỉ', 'department', root);
    const { personId, accountId } = await sample.person('Người Sắp Nghỉ', { ...organisation, position: 'Văn thư' });
    await run((tx) => grantDelegation(tx, { accountId: organisation.accountId, personId, rights: ['read'] }, system));
    const left = await run((tx) =>
      leave(tx, { personId, revision: 1, on: today, reason: 'retired', decision: 'QĐ 5' }, system),
    );
    expect(left).toMatchObject({
      appointmentIds: [expect.any(Number)],
      hanging: {
        mailboxes: [{ accountId, state: 'active' }],
        delegations: [{ accountId: organisation.accountId }],
        roles: [],
      },
    });
    expect(await personPage(personId)).toMatchObject({ leftOn: today, hanging: { mailboxes: [{ accountId }] } });
    expect((await page(organisation.organisationId)).people).toEqual([]);
    const again = { personId, organisationId: organisation.organisationId, position: 'Văn thư' };
    await expect(run((tx) => appoint(tx, again, system))).rejects.toMatchObject({ code: 'directory.has-left' });
    expect((await personTimeline(database.pools, personId, today)).find((one) => one.event === 'left')).toMatchObject({
      after: { reason: 'retired' },
      decision: 'QĐ 5',
    });
    await run((tx) => comeBack(tx, { personId, revision: left.revision }, system));
    await run((tx) => appoint(tx, again, system));
  });

  test('whose leaving was recorded by mistake has every position back, unless something changed since', async () => {
    const [a, b] = [await found('Sở Nghỉ Nhầm'), await found('Hội Nghỉ Nhầm')];
    const personId = await person('Người Nghỉ Nhầm');
    const position = { personId, from: '2021-07-01' };
    await run((tx) => appoint(tx, { ...position, organisationId: a, position: 'Giám đốc', isHead: true }, system));
    await run((tx) => appoint(tx, { ...position, organisationId: b, position: 'Hội viên', from: day(9) }, system));
    const before = await personPage(personId);
    const goes = () =>
      run(async (tx) => {
        const input = { personId, on: today, reason: 'retired' as const };
        const touched = await touchedByLeaving(tx, input);
        return undoable(tx, officer, { ...touched, act: 'person.left' }, async () => {
          return { result: await leave(tx, input, officer), title: 'Người Nghỉ Nhầm', ...touched };
        });
      });
    const takeBack = (undoId: number) => run((tx) => undo(tx, undoId, officer));
    const first = await goes();
    expect((await page(a)).people).toEqual([]);
    await takeBack(first.undo!.undoId);
    expect(await personPage(personId)).toMatchObject({
      leftOn: null,
      appointments: before.appointments.map(({ position: held, from, until, isHead }) => ({
        position: held,
        from,
        until,
        isHead,
      })),
    });
    expect((await events('person_id', personId)).map((one) => one.kind)).toContain('person.taken-back');
    const second = await goes();
    const { revision } = await personPage(personId);
    await run((tx) => changePerson(tx, { personId, revision, fields: { phone: '1' } }, system));
    await expect(takeBack(second.undo!.undoId)).rejects.toMatchObject({ code: 'directory.no-undo' });
    expect(await personPage(personId)).toMatchObject({ leftOn: today, phone: '1' });
  });
});

describe('contact addresses', () => {
  test('are outside the province, each once, and end', async () => {
    const personId = await person('Người Không Hộp thư');
    const add = (address: string) =>
      run((tx) => addContact(tx, { owner: { personId }, address, kind: 'free', note: 'tạm' }, system));
    const id = await add('Nguoi.Khong@Gmail.com ');
    expect((await personPage(personId)).contacts).toMatchObject([
      { id, address: 'nguoi.khong@gmail.com', kind: 'free' },
    ]);
    await expect(add('nguoi.khong@gmail.com')).rejects.toMatchObject({ code: 'directory.contact-taken' });
    await expect(add(`ai@${testDomain}`)).rejects.toMatchObject({ code: 'directory.contact-official' });
    for (const wrong of ['khong', 'a@b', 'a b@c.vn', '<a@b.vn>', 'a@-b.vn'])
      await expect(add(wrong)).rejects.toMatchObject({ code: 'directory.address-invalid' });
    const organisationId = await found('Có địa chỉ ngành');
    await run((tx) => addContact(tx, { owner: { organisationId }, address: 'so@mic.gov.vn', kind: 'sector' }, system));
    expect((await page(organisationId)).contacts).toMatchObject([{ kind: 'sector' }]);
    await run((tx) => endContact(tx, id, system));
    await expect(run((tx) => endContact(tx, id, system))).rejects.toMatchObject({ code: 'directory.no-contact' });
    expect(await contactsOn(database.pools, { personId }, today)).toEqual([]);
  });
});

test('a revision is asked for under the lock', async () => {
  const id = await found('Sở Khóa');
  await expect(run((tx) => lockHistory(tx, id, 2))).rejects.toMatchObject({ code: 'directory.changed-meanwhile' });
});
