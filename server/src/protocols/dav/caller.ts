import type { Queryable } from '../../platform/index.ts';
import { whoAsks } from './queries.ts';
import { agencyBook, type Book, provinceBook } from './resources.ts';

/** Who asks, and the address books they have. */
export interface Caller {
  personId: number;
  address: string;
  name: string;
  province: string;
  books: { book: Book; title: string; description: string }[];
}

export async function readCaller(
  db: Queryable,
  who: { personId: number; address: string; name: string },
): Promise<Caller> {
  const { rows } = await db.query<{
    province: string;
    provinceName: string;
    agencyId: number | null;
    agencyName: string | null;
  }>({ ...whoAsks, values: [who.personId] });
  const { province, provinceName, agencyId, agencyName } = rows[0]!;
  const books = [
    {
      book: provinceBook,
      title: `Danh bạ ${provinceName}`,
      description: 'Mọi cơ quan, đơn vị và cán bộ trong tỉnh; chỉ đọc.',
    },
  ];
  if (agencyId !== null && agencyName !== null)
    books.unshift({
      book: agencyBook(agencyId),
      title: agencyName,
      description: 'Cơ quan của bạn và các đơn vị trực thuộc; chỉ đọc.',
    });
  return { ...who, province, books };
}
