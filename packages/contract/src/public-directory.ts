/**
 * The public directory, for who manages it (rule `public.manage`).
 *
 * | call | body → answer |
 * |---|---|
 * | GET /api/public-directory | PublicDirectory |
 * | GET /api/public-directory/units/{id} | PublicUnit, or 404 `directory.not-published` |
 * | GET /api/public-directory/keys | PublicKeyEntry[]: of portals that fetch the data with addresses |
 * | POST /api/public-directory/keys | {name} → {id, token}: the token is told this once |
 * | POST /api/public-directory/keys/{id}/revoke | {} → {} |
 *
 * The pages themselves are for everyone: `/danh-ba`, in English `/directory-public`. Of a province:
 *
 * | address | what |
 * |---|---|
 * | /danh-ba/{province} | the agencies |
 * | /danh-ba/{province}/{unit} | one of them, its officials, the units below |
 * | /danh-ba/{province}/tim?q=&trang= | a search |
 * | /danh-ba/{province}/nhung?unit= | for a frame in another site |
 * | /danh-ba/{province}/du-lieu.csv, du-lieu.json (?unit=) | the data; with addresses for who has a key (`Authorization: Bearer …` or `?key=`) |
 */
import type { Citation } from './http.ts';

export interface PublicDirectory {
  path: string;
  englishPath: string;
  /** Null: the regulation has nothing published. */
  rule: {
    kinds: string[];
    heads: boolean;
    positions: string[];
    fields: string[];
    cite: Citation | null;
  } | null;
  counts: {
    organisations: number;
    officials: number;
    /** Appointments published, or withheld, by someone's decision. */
    added: number;
    withheld: number;
  };
}

export interface PublicUnit {
  /** Its name in the addresses of pages. */
  code: string;
  name: string;
  path: string;
}

export interface PublicKeyEntry {
  id: number;
  /** Whose portal. */
  name: string;
  createdAt: string;
  createdBy: string | null;
  usedAt: string | null;
  revokedAt: string | null;
}
