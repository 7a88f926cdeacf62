import { expect, test } from 'vitest';
import { type KnownOrganisation, nameKey, OrganisationIndex } from './organisation-index.ts';

function tree(): OrganisationIndex {
  const index = new OrganisationIndex('Tỉnh Tiền Giang');
  const add = (id: number, name: string, parent: number | null, more: Partial<KnownOrganisation> = {}) =>
    index.add({
      ref: { id },
      name,
      parent: parent === null ? null : { id: parent },
      kind: 'office',
      shortName: null,
      code: null,
      legacyCode: null,
      until: null,
      ...more,
    });
  add(1, 'Ủy ban nhân dân tỉnh Tiền Giang', null);
  add(2, 'Sở Thông tin và Truyền thông', 1, { shortName: 'Sở TT&TT', code: 'H58.3' });
  add(3, 'Ủy ban nhân dân huyện Chợ Gạo', 1);
  add(4, 'Ủy ban nhân dân thành phố Mỹ Tho', 1);
  add(5, 'Phòng Nội vụ', 3);
  add(6, 'Phòng Nội vụ', 4);
  add(7, 'Ủy ban nhân dân xã Bình Phục Nhứt', 3);
  add(8, 'Ủy ban nhân dân Phường 1', 4);
  add(9, 'Sở Văn hóa', 1, { until: '2020-01-01' });
  return index;
}

const idOf = (name: string, above = '') => {
  const found = tree().find(name, above);
  if (found.is === 'found') return 'id' in found.organisation.ref ? found.organisation.ref.id : -1;
  return found.is;
};

test.each([
  ['Sở Thông tin và Truyền thông', 2],
  ['sở thông tin & truyền thông', 2],
  ['Sở TT&TT', 2],
  ['Sở Thông tin và Truyền thông tỉnh Tiền Giang', 2],
  ['UBND huyện Chợ Gạo', 3],
  ['Huyện Chợ Gạo', 3],
  ['Uỷ ban nhân dân Huyện Chợ Gạo', 3],
  ['UBND TP. Mỹ Tho', 4],
  ['TP Mỹ Tho', 4],
  ['P.1', 8],
  ['xã Bình Phục Nhứt', 7],
  ['Phòng Nội vụ, UBND huyện Chợ Gạo', 5],
  ['Phòng Nội vụ - Thành phố Mỹ Tho', 6],
  ['UBND huyện Chợ Gạo / Phòng Nội vụ', 5],
  ['Phòng Nội vụ thuộc UBND huyện Chợ Gạo', 5],
  ['Phòng Nội vụ (TP Mỹ Tho)', 6],
  ['Phòng Nội vụ', 'ambiguous'],
  ['Phòng Tài chính', 'unknown'],
  ['', 'unknown'],
])('%s is found as %s', (name, expected) => expect(idOf(name)).toBe(expected));

test('what stands above tells namesakes apart, and refuses one elsewhere', () => {
  expect(idOf('Phòng Nội vụ', 'huyện Chợ Gạo')).toBe(5);
  expect(idOf('Phòng Nội vụ', 'Sở Thông tin và Truyền thông')).toBe('unknown');
});

test('names like it are suggested, and what has ended is still found', () => {
  const found = tree().find('Ủy ban nhân dân huyện Chợ Gáo Mới');
  expect(found.is === 'unknown' && found.suggestions[0]?.name).toBe('Ủy ban nhân dân huyện Chợ Gạo');
  expect(idOf('Sở Văn hóa')).toBe(9);
  expect(tree().byCode('H58.3')?.name).toBe('Sở Thông tin và Truyền thông');
});

test('short forms are written out', () => {
  expect(nameKey('VP. HĐND & UBND TP. Mỹ Tho')).toBe('vp hoi dong nhan dan uy ban nhan dan thanh pho my tho');
});
