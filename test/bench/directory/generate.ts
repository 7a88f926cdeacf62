/**
 * A province's worth of directory, for measuring: a tree of organisations as deep and as wide as real ones, people in
 * all of them, their mailboxes. The same from the same numbers. Written in bulk, past the acts of `directory/`: no audit
 * events, no folders of mail.
 */
import type { Client } from 'pg';
import { fold } from '../../../server/src/directory/naming/fold.ts';
import { type Chance, chanceFrom, personName, pick, placeNames } from './names.ts';

export interface Size {
  people: number;
  organisations: number;
}

interface Organisation {
  /** From 1; null: under the province's root. */
  parent: number | null;
  kind: string;
  name: string;
  shortName: string;
  /** How many people there are, as a share. */
  weight: number;
}

const agencies =
  `Sở Nội vụ|Sở Tài chính|Sở Tư pháp|Sở Y tế|Sở Giáo dục và Đào tạo|Sở Kế hoạch và Đầu tư|Sở Công Thương|Sở Xây dựng|Sở Giao thông vận tải
Sở Nông nghiệp và Phát triển nông thôn|Sở Tài nguyên và Môi trường|Sở Văn hóa, Thể thao và Du lịch|Sở Lao động, Thương binh và Xã hội|Sở Khoa học và Công nghệ
Thanh tra tỉnh|Ban Dân tộc|Ban Quản lý các khu công nghiệp|Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh|Ban Tổ chức Tỉnh ủy|Ban Tuyên giáo Tỉnh ủy
Ủy ban Mặt trận Tổ quốc tỉnh|Hội Nông dân tỉnh|Hội Liên hiệp Phụ nữ tỉnh|Tỉnh đoàn|Liên đoàn Lao động tỉnh|Công an tỉnh|Bộ Chỉ huy Quân sự tỉnh|Cục Thuế tỉnh|Kho bạc Nhà nước tỉnh
Bảo hiểm xã hội tỉnh|Cục Thống kê|Tòa án nhân dân tỉnh|Viện kiểm sát nhân dân tỉnh|Đài Phát thanh và Truyền hình tỉnh`.split(
    /[|\n]/,
  );
const offices =
  `Văn phòng|Phòng Tổ chức cán bộ|Phòng Kế hoạch - Tài chính|Thanh tra|Phòng Hành chính|Phòng Nghiệp vụ|Phòng Tổng hợp|Phòng Pháp chế|Phòng Công nghệ thông tin|Phòng Quản lý dự án
Phòng Thi đua - Khen thưởng|Phòng Kiểm tra`.split(/[|\n]/);
const districtOffices =
  `Văn phòng Hội đồng nhân dân và Ủy ban nhân dân|Phòng Nội vụ|Phòng Tài chính - Kế hoạch|Phòng Tư pháp|Phòng Y tế|Phòng Giáo dục và Đào tạo|Phòng Kinh tế|Phòng Quản lý đô thị
Phòng Tài nguyên và Môi trường|Phòng Văn hóa và Thông tin|Phòng Lao động, Thương binh và Xã hội|Thanh tra|Phòng Nông nghiệp|Phòng Dân tộc|Đội Quản lý trật tự đô thị`.split(
    /[|\n]/,
  );
const communeUnits =
  'Văn phòng - Thống kê|Công an xã|Ban Chỉ huy Quân sự|Trạm Y tế|Hội Nông dân|Hội Phụ nữ|Đoàn Thanh niên|Hội Cựu chiến binh'.split(
    '|',
  );
const schools = ['Trường Mầm non', 'Trường Tiểu học', 'Trường Trung học cơ sở', 'Trường Trung học phổ thông'];
const teams = ['Tổ Văn phòng', 'Tổ Toán - Tin', 'Tổ Ngữ văn', 'Tổ Khoa học tự nhiên'];

const abbreviation = (name: string) =>
  fold(name)
    .split(/[^a-z0-9]+/)
    .filter((word) => word && word !== 'va')
    .map((word) => word[0]!.toUpperCase())
    .join('');

/** The tree, breadth first, cut off at the number wanted. */
export function organisationTree(most: number): Organisation[] {
  const list: Organisation[] = [];
  const add = (parent: number | null, kind: string, name: string, weight: number): number =>
    list.push({ parent, kind, name, shortName: abbreviation(name), weight });
  const places = placeNames();
  const place = () => places.next().value as string;
  const top = agencies.map((name) => add(null, 'department', name, 12));
  const districts = Array.from({ length: 22 }, (_, i) =>
    add(null, 'district', `Ủy ban nhân dân ${i % 4 ? 'huyện' : 'thị xã'} ${place()}`, 15),
  );
  for (const agency of top) for (const office of offices) add(agency, 'office', office, 8);
  const centres = top.flatMap((agency) =>
    Array.from({ length: 6 }, (_, i) =>
      add(
        agency,
        'centre',
        `Trung tâm ${['Dịch vụ', 'Kỹ thuật', 'Tư vấn', 'Thông tin', 'Kiểm định', 'Đào tạo'][i]} ${place()}`,
        10,
      ),
    ),
  );
  for (const centre of centres) for (const office of offices.slice(0, 6)) add(centre, 'office', office, 5);
  for (const district of districts) for (const office of districtOffices) add(district, 'office', office, 7);
  const communes = districts.flatMap((district) =>
    Array.from({ length: 26 }, () => add(district, 'commune', `Ủy ban nhân dân xã ${place()}`, 20)),
  );
  for (const commune of communes) for (const unit of communeUnits) add(commune, 'office', unit, 2);
  for (let i = 0; list.length < most; i++) {
    const commune = communes[i % communes.length]!;
    const school = add(commune, 'school', `${schools[i % schools.length]} ${place() ?? ''}${i}`.trim(), 18);
    for (const team of teams.slice(0, 1 + (i % 4))) add(school, 'office', team, 4);
  }
  return list.slice(0, most);
}

const inChunks = async <T>(list: readonly T[], write: (chunk: T[]) => Promise<void>, size = 20_000): Promise<void> => {
  for (let at = 0; at < list.length; at += size) await write(list.slice(at, at + size));
};

/** Organisations under the province's root, with mailboxes. Answers their ids in the order of `organisationTree`. */
async function writeOrganisations(
  client: Client,
  province: string,
  domain: Domain,
  tree: Organisation[],
): Promise<number[]> {
  const root = await client.query(
    'select organisation_id from organisation where province_id = $1 and parent_id is null order by 1 limit 1',
    [province],
  );
  const rootId: number | null = root.rows[0]?.organisation_id ?? null;
  const ids = await client.query<{ id: number }>(
    `select nextval(pg_get_serial_sequence('organisation', 'organisation_id')) as id from generate_series(1, $1)`,
    [tree.length],
  );
  const idOf = ids.rows.map((row) => Number(row.id));
  const paths: number[][] = [];
  for (const [i, { parent }] of tree.entries()) {
    const above = parent === null ? (rootId === null ? [] : [rootId]) : paths[parent - 1]!;
    paths.push([...above, idOf[i]!]);
  }
  const rows = tree.map((o, i) => ({
    ...o,
    id: idOf[i]!,
    above: paths[i]!.at(-2) ?? null,
    path: `{${paths[i]!.join(',')}}`,
    phone: phone(i),
    code: `GEN.${i + 1}`,
  }));
  await inChunks(rows, async (chunk) => {
    await client.query(
      `insert into organisation (organisation_id, province_id, parent_id, kind, name, short_name, code, phone, address, valid_from, path)
       overriding system value
       select id, $1, above, kind, name, short_name, code, phone, 'Số ' || id || ' đường Hùng Vương', '2016-11-11', path::bigint[]
       from unnest($2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
         as t(id, above, kind, name, short_name, code, phone, path)`,
      [
        province,
        chunk.map((r) => r.id),
        chunk.map((r) => r.above),
        chunk.map((r) => r.kind),
        chunk.map((r) => r.name),
        chunk.map((r) => r.shortName),
        chunk.map((r) => r.code),
        chunk.map((r) => r.phone),
        chunk.map((r) => r.path),
      ],
    );
  });
  await client.query(
    `insert into organisation_version (organisation_id, valid_from, parent_id, kind, name, short_name, code, phone, address, event)
     select organisation_id, valid_from, parent_id, kind, name, short_name, code, phone, address, 'founded' from organisation where organisation_id = any($1) on conflict do nothing`,
    [idOf],
  );
  await writeMailboxes(
    client,
    province,
    domain,
    'organisation',
    rows.map((r) => ({ owner: r.id, name: r.name, local: `${fold(r.shortName).toLowerCase()}.${r.id}` })),
  );
  return idOf;
}

const phone = (i: number) => `0273 3${String(100_000 + ((i * 7919) % 900_000)).padStart(6, '0')}`;

interface Domain {
  id: number;
  name: string;
}

interface Mailbox {
  owner: number;
  name: string;
  local: string;
}

async function writeMailboxes(
  client: Client,
  province: string,
  domain: Domain,
  kind: 'person' | 'organisation',
  list: Mailbox[],
): Promise<void> {
  const column = kind === 'person' ? 'person_id' : 'organisation_id';
  await inChunks(list, async (chunk) => {
    await client.query(
      `with given as (select * from unnest($4::bigint[], $5::text[], $6::text[]) as t(owner, name, local)),
       made as (
         insert into account (province_id, kind, ${column}, name) select $1, $7, owner, name from given returning account_id, ${column} as owner
       )
       insert into address (address, domain_id, account_id, is_primary)
       select local || '@' || $2, $3, account_id, true from made join given using (owner)`,
      [
        province,
        domain.name,
        domain.id,
        chunk.map((m) => m.owner),
        chunk.map((m) => m.name),
        chunk.map((m) => m.local),
        kind === 'person' ? 'personal' : 'organisation',
      ],
    );
  });
}

interface Person {
  name: string;
  organisation: number;
  position: string;
  isHead: boolean;
}

const staff = [
  'Chuyên viên',
  'Chuyên viên',
  'Chuyên viên',
  'Chuyên viên chính',
  'Cán sự',
  'Kế toán',
  'Văn thư',
  'Giáo viên',
  'Công chức Tư pháp - Hộ tịch',
];
const heads: Record<string, [string, string]> = {
  department: ['Giám đốc', 'Phó Giám đốc'],
  district: ['Chủ tịch', 'Phó Chủ tịch'],
  commune: ['Chủ tịch', 'Phó Chủ tịch'],
  centre: ['Giám đốc', 'Phó Giám đốc'],
  school: ['Hiệu trưởng', 'Phó Hiệu trưởng'],
  office: ['Trưởng phòng', 'Phó Trưởng phòng'],
};

/** A head for every organisation, deputies and staff for the rest. */
function people(count: number, tree: Organisation[], ids: number[], chance: Chance): Person[] {
  const total = tree.reduce((sum, { weight }) => sum + weight, 0);
  const list: Person[] = [];
  const add = (i: number, position: string, isHead: boolean) =>
    list.push({ name: personName(chance), organisation: ids[i]!, position, isHead });
  for (const [i, { kind }] of tree.entries()) if (list.length < count) add(i, heads[kind]![0], true);
  let owed = 0;
  for (let i = 0; list.length < count; i = (i + 1) % tree.length) {
    owed += (tree[i]!.weight * (count - tree.length)) / total;
    for (let k = 0; owed >= 1 && list.length < count; owed--, k++)
      add(i, k === 0 ? heads[tree[i]!.kind]![1] : pick(staff, chance), false);
  }
  return list;
}

async function writePeople(client: Client, province: string, domain: Domain, list: Person[]): Promise<void> {
  const ids = await client.query<{ id: number }>(
    `select nextval(pg_get_serial_sequence('person', 'person_id')) as id from generate_series(1, $1)`,
    [list.length],
  );
  const known = await client.query<{ local: string }>(`select split_part(address, '@', 1) as local from address`);
  const taken = new Set(known.rows.map((row) => row.local));
  const localOf = (name: string): string => {
    const plain = fold(name).replace(/[^a-z0-9]/g, '');
    for (let n = 0; ; n++) {
      const local = n === 0 ? plain : `${plain}${n}`;
      if (taken.has(local)) continue;
      taken.add(local);
      return local;
    }
  };
  const rows = list.map((p, i) => ({
    ...p,
    id: Number(ids.rows[i]!.id),
    local: localOf(p.name),
    phone: phone(i * 3 + 1),
  }));
  await inChunks(rows, async (chunk) => {
    await client.query(
      `insert into person (person_id, province_id, name, phone) overriding system value
       select id, $1, name, phone from unnest($2::bigint[], $3::text[], $4::text[]) as t(id, name, phone)`,
      [province, chunk.map((r) => r.id), chunk.map((r) => r.name), chunk.map((r) => r.phone)],
    );
    await client.query(
      `insert into appointment (person_id, organisation_id, position, is_head, valid_from)
       select * , '2021-07-01' from unnest($1::bigint[], $2::bigint[], $3::text[], $4::boolean[])`,
      [
        chunk.map((r) => r.id),
        chunk.map((r) => r.organisation),
        chunk.map((r) => r.position),
        chunk.map((r) => r.isHead),
      ],
    );
  });
  await client.query(
    `insert into person_version (person_id, valid_from, name) select person_id, '2021-07-01', name from person where person_id = any($1) on conflict do nothing`,
    [rows.map((r) => r.id)],
  );
  await writeMailboxes(
    client,
    province,
    domain,
    'person',
    rows.map((r) => ({ owner: r.id, name: r.name, local: r.local })),
  );
}

/** Adds to what the province has. Entries of the look-up are the caller's to make (`reindex`). */
export async function generateDirectory(client: Client, province: string, size: Size, seed = 1): Promise<void> {
  const { rows } = await client.query(
    'select domain_id, name from domain where province_id = $1 order by domain_id limit 1',
    [province],
  );
  const domain: Domain = { id: Number(rows[0].domain_id), name: rows[0].name };
  const tree = organisationTree(size.organisations);
  await client.query('begin');
  const ids = await writeOrganisations(client, province, domain, tree);
  await writePeople(client, province, domain, people(size.people, tree, ids, chanceFrom(seed)));
  await client.query('commit');
  await client.query('vacuum analyze organisation, person, appointment, account, address');
}
