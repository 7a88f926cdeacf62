/**
 * What came before in the sample province, so that every page has something to show: earlier names and places, earlier
 * heads, organisations that ended, positions that did, addresses outside the system, and changes yet to come. Made up,
 * after what provinces went through.
 */
import {
  addContact,
  appoint,
  changeOrganisation,
  changePerson,
  createOrganisation,
  createPerson,
  leave,
  renamePerson,
  reorganise,
  system,
} from '../directory/index.ts';
import type { Transaction } from '../platform/index.ts';
import { sampleOrganisations } from './organisations.ts';
import { samplePeople } from './people.ts';
import { sampleProvince } from './sample.ts';

/** Ids by the keys of organisations and people. */
export interface HistoryPlaces {
  organisations: Readonly<Record<string, number>>;
  people: Readonly<Record<string, number>>;
  accounts: Readonly<Record<string, { accountId: number; address: string }>>;
  today: Temporal.PlainDate;
}

/** When organisations were founded that are older, or younger, than the regulation. */
export const foundedOn: Readonly<Record<string, string>> = {
  ubnd: '1976-02-24',
  vp: '1976-02-24',
  stttt: '2004-10-01',
  cntt: '2006-03-15',
  vpstttt: '2004-10-01',
  snv: '1976-03-01',
  stc: '1976-03-01',
  skhdt: '1976-03-01',
  syt: '1976-03-01',
  ksbt: '2006-05-01',
  sgddt: '1976-03-01',
  snn: '1996-01-01',
  stp: '1982-08-01',
  hcailay: '1976-03-01',
  cailay: '2014-03-01',
};

/** Identifiers of QĐ 20/2020 and of the form before it; Tiền Giang's own begins with H58. */
const codes: readonly string[] = ['vp', 'snv', 'stttt', 'stc', 'skhdt', 'syt', 'sgddt', 'snn', 'stp'];

interface Earlier {
  organisation: string;
  name: string;
  shortName: string;
  /** The first day of the name it has now. */
  until: string;
  decision: string;
  /** Where it stood until then. */
  parent?: string;
}

const earlier: readonly Earlier[] = [
  {
    organisation: 'stttt',
    name: 'Sở Bưu chính, Viễn thông',
    shortName: 'Sở BCVT',
    until: '2008-04-15',
    decision: 'Quyết định 14/2008/QĐ-UBND ngày 07/4/2008',
  },
  {
    organisation: 'cntt',
    name: 'Trung tâm Tin học',
    shortName: 'TT Tin học',
    until: '2011-09-01',
    decision: 'Quyết định 2316/QĐ-UBND ngày 22/8/2011',
    parent: 'vp',
  },
  {
    organisation: 'ksbt',
    name: 'Trung tâm Y tế dự phòng',
    shortName: 'TT YTDP',
    until: '2019-01-01',
    decision: 'Quyết định 3688/QĐ-UBND ngày 07/12/2018',
  },
  {
    organisation: 'ptckh',
    name: 'Phòng Tài chính - Vật giá',
    shortName: 'PTCVG H. Tân Phước',
    until: '2018-07-01',
    decision: 'Quyết định 1125/QĐ-UBND ngày 15/6/2018 của UBND huyện',
  },
];

/** Heads before those of today, who retired or went elsewhere. */
const formerHeads: readonly [organisation: string, name: string, born: number, position: string, from: string][] = [
  ['ubnd', 'Lê Quang Dũng', 1961, 'Chủ tịch', '2016-07-01'],
  ['stttt', 'Nguyễn Hữu Thọ', 1961, 'Giám đốc', '2015-04-01'],
  ['snv', 'Trần Minh Chánh', 1960, 'Giám đốc', '2014-09-01'],
  ['syt', 'Phạm Thị Ngọc Sương', 1961, 'Giám đốc', '2013-03-01'],
  ['chogao', 'Huỳnh Văn Sáu', 1960, 'Chủ tịch', '2011-06-15'],
  ['cntt', 'Đỗ Trung Hiếu', 1962, 'Giám đốc Trung tâm', '2011-09-01'],
];

/** The day on which those of today began. */
const present = '2021-07-01';

/** Positions beside, or before, the one each has. */
const further: readonly [person: string, organisation: string, position: string, from: string, until?: string][] = [
  ['hieu', 'stttt', 'Trưởng phòng Công nghệ thông tin', '2013-05-01', present],
  ['hieu', 'cntt', 'Kỹ sư', '2006-03-15', '2013-05-01'],
  ['gdtt', 'ubnd', 'Phó Trưởng ban Thường trực Ban Chỉ đạo chuyển đổi số', '2022-03-01'],
  ['pct', 'ubnd', 'Trưởng ban Ban Chỉ đạo chuyển đổi số', '2022-03-01'],
  ['gdcntt', 'cntt', 'Phó Giám đốc Trung tâm', '2016-02-01', present],
  ['gdyt', 'syt', 'Phó Giám đốc', '2014-11-01', present],
  ['ctbn', 'chogao', 'Phó Trưởng phòng Nội vụ', '2015-08-01', present],
];

/** People without a mailbox, reached at an address of their own (BD 2.5). */
const outside: readonly [name: string, born: number, organisation: string, position: string, address: string][] = [
  ['Phạm Văn Bảy', 1983, 'phuong1', 'Chỉ huy trưởng Ban Chỉ huy quân sự', 'phamvanbay.p1@thutudo.test'],
  ['Lê Thị Út', 1991, 'myphuoc', 'Công chức Văn hóa - Xã hội', 'leut.mypuoc@thutudo.test'],
  ['Nguyễn Văn Chín', 1987, 'binhninh', 'Trưởng Trạm Y tế', 'nguyenvanchin@thutudo.test'],
];

/** Everything above, written as it would have been. */
export async function createHistory(tx: Transaction, places: HistoryPlaces): Promise<void> {
  await describeOrganisations(tx, places);
  await renameAndMove(tx, places);
  await endAndSplit(tx, places);
  await formerPeople(tx, places);
  await furtherPositions(tx, places);
  await addressesOutside(tx, places);
  await mailboxesOf(tx, places);
  await plan(tx, places);
}

async function describeOrganisations(tx: Transaction, { organisations }: HistoryPlaces): Promise<void> {
  for (const [i, key] of codes.entries()) {
    const two = String(i + 1).padStart(2, '0');
    const fields = { code: `H58.${i + 1}`, legacyCode: `000.00.${two}.H58`, website: `https://${key}.tiengiang.test` };
    const from = foundedOn[key]!;
    await changeOrganisation(tx, { organisationId: organisations[key]!, from, fields }, system);
  }
  const center = { fax: '0273 3873 099', website: 'https://tiengiang.test', code: 'H58', legacyCode: '000.00.00.H58' };
  const from = foundedOn.ubnd!;
  await changeOrganisation(tx, { organisationId: organisations.ubnd!, from, fields: center }, system);
}

/** The organisation stands there as it is today: first the whole past gets the earlier name, then the later part today's. */
async function renameAndMove(tx: Transaction, { organisations }: HistoryPlaces): Promise<void> {
  for (const { organisation, name, shortName, until, decision, parent } of earlier) {
    const organisationId = organisations[organisation]!;
    const now = sampleOrganisations.find((one) => one.key === organisation)!;
    const founded = foundedOn[organisation] ?? '2016-11-11';
    const was = { name, shortName, ...(parent ? { parentId: organisations[parent]! } : {}) };
    const is = {
      name: now.name,
      shortName: now.shortName,
      ...(parent ? { parentId: organisations[now.parent!]! } : {}),
    };
    await changeOrganisation(tx, { organisationId, from: founded, fields: was }, system);
    await changeOrganisation(tx, { organisationId, from: until, fields: is, decision }, system);
  }
}

async function endAndSplit(tx: Transaction, { organisations }: HistoryPlaces): Promise<void> {
  const found = (parent: string, kind: string, name: string, shortName: string, from: string) => {
    const place = { province: sampleProvince, parentId: organisations[parent]! };
    return createOrganisation(tx, { ...place, kind, name, shortName, from }, system);
  };
  const hiv = await found('syt', 'office', 'Trung tâm Phòng, chống HIV/AIDS', 'TT PC HIV/AIDS', '2005-09-01');
  const merger = { kind: 'merged' as const, on: '2019-01-01', decision: 'Quyết định 3688/QĐ-UBND ngày 07/12/2018' };
  await reorganise(tx, { ...merger, from: [{ organisationId: hiv }], into: [organisations.ksbt!] }, system);
  const project = await found('stttt', 'office', 'Ban Quản lý dự án Công nghệ thông tin', 'BQLDA CNTT', '2009-02-01');
  const dissolved = {
    kind: 'dissolved' as const,
    on: '2022-07-01',
    decision: 'Quyết định 1540/QĐ-UBND ngày 20/6/2022',
  };
  await reorganise(tx, { ...dissolved, from: [{ organisationId: project }], into: [] }, system);
  // The town was made of a part of the district, which went on.
  const split = {
    kind: 'split' as const,
    on: '2014-03-01',
    decision: 'Nghị quyết 130/NQ-CP ngày 26/12/2013',
    ends: false,
  };
  const district = [{ organisationId: organisations.hcailay! }];
  await reorganise(tx, { ...split, from: district, into: [organisations.cailay!] }, system);
}

async function formerPeople(tx: Transaction, { organisations }: HistoryPlaces): Promise<void> {
  for (const [organisation, name, year, position, from] of formerHeads) {
    const personId = await createPerson(tx, { province: sampleProvince, name, born: `${year}-09-15` }, system);
    const organisationId = organisations[organisation]!;
    await appoint(tx, { personId, organisationId, position, isHead: true, from }, system);
    await leave(tx, { personId, on: present, reason: 'retired' }, system);
  }
}

async function furtherPositions(tx: Transaction, { organisations, people }: HistoryPlaces): Promise<void> {
  for (const [person, organisation, position, from, until] of further) {
    const place = { personId: people[person]!, organisationId: organisations[organisation]! };
    await appoint(tx, { ...place, position, from, until }, system);
  }
  for (const { key, organisation, role } of samplePeople) {
    if (role === undefined) continue;
    const { phone } = sampleOrganisations.find((one) => one.key === organisation)!;
    const officialKind = role === 'head' ? 'official' : 'civil-servant';
    await changePerson(tx, { personId: people[key]!, fields: { phone, officialKind } }, system);
  }
  const decision = 'Trích lục cải chính hộ tịch số 87/TLCCHT';
  await renamePerson(tx, { personId: people.vttt!, name: 'Nguyễn Thị Chi', from: '2013-01-01' }, system);
  await renamePerson(tx, { personId: people.vttt!, name: 'Nguyễn Thị Kim Chi', from: '2018-05-10', decision }, system);
}

async function addressesOutside(tx: Transaction, { organisations }: HistoryPlaces): Promise<void> {
  for (const [name, year, organisation, position, address] of outside) {
    const personId = await createPerson(tx, { province: sampleProvince, name, born: `${year}-04-12` }, system);
    await appoint(tx, { personId, organisationId: organisations[organisation]!, position, from: present }, system);
    await addContact(tx, { owner: { personId }, address, kind: 'free', from: present }, system);
  }
  const sector = [
    ['snn', 'tiengiang@nganhnongnghiep.test', 'Thư của ngành nông nghiệp'],
    ['syt', 'syt.tiengiang@nganhyte.test', 'Thư của ngành y tế'],
  ] as const;
  for (const [organisation, address, note] of sector) {
    const owner = { organisationId: organisations[organisation]! };
    await addContact(tx, { owner, address, kind: 'sector', note, from: '2017-01-01' }, system);
  }
}

/** Mailboxes are as old as the regulation, or the position; one was renamed with its organisation. */
async function mailboxesOf(tx: Transaction, { accounts }: HistoryPlaces): Promise<void> {
  const since = `
    select a.account_id, greatest(
        coalesce((select min(valid_from) from appointment ap where ap.person_id = a.person_id), o.valid_from),
        '2016-12-01')::timestamp + interval '9 hours' as at
    from account a left join organisation o using (organisation_id)`;
  await tx.query(
    `update account_version v set valid_from = s.at at time zone 'Asia/Ho_Chi_Minh' from (${since}) s where s.account_id = v.account_id`,
  );
  await tx.query(
    `update account a set created_at = s.at at time zone 'Asia/Ho_Chi_Minh' from (${since}) s where s.account_id = a.account_id`,
  );
  const values = [accounts['org:ksbt']!.accountId, '2019-01-02T08:30:00+07'];
  const { rows } = await tx.query<{ since: Date }>(
    `update account_version new set valid_from = $2 from account_version old
     where new.account_id = $1 and old.account_id = new.account_id returning old.valid_from as since`,
    values,
  );
  await tx.query(
    `insert into account_version (account_id, valid_from, valid_until, state, name, address)
     select account_id, $3, valid_from, state, 'Trung tâm Y tế dự phòng', 'syt.ttytdp@' || split_part(address, '@', 2)
     from account_version where account_id = $1 and valid_from = $2`,
    [...values, rows[0]!.since],
  );
}

/** What is decided, and takes effect in some weeks. */
async function plan(tx: Transaction, { organisations, people, today }: HistoryPlaces): Promise<void> {
  const from = today.add({ months: 2 }).with({ day: 1 }).toString();
  const fields = { name: 'Phòng Nội vụ - Lao động', shortName: 'PNVLĐ H. Chợ Gạo' };
  const decision = 'Nghị quyết 31/NQ-HĐND của HĐND huyện';
  await changeOrganisation(tx, { organisationId: organisations.pnvchogao!, from, fields, decision }, system);
  const position = 'Phó Giám đốc Trung tâm';
  await appoint(tx, { personId: people.qtht!, organisationId: organisations.cntt!, position, from }, system);
}
