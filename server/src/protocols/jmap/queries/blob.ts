import type { Queryable } from '../../../platform/index.ts';

/** Where a blob's octets are: a message of the account, or an upload to it. */
export type BlobPlace = { contentId: number; size: number } | { uploadId: number; size: number };

/** Only what stands in the account itself: one's knowing a hash opens nothing. */
export async function findBlob(db: Queryable, accountId: number, hash: string): Promise<BlobPlace | undefined> {
  const { rows } = await db.query<{ content_id: number | null; upload_id: number | null; size: number }>({
    name: 'jmap_find_blob',
    text: `
select c.content_id, null::bigint as upload_id, c.size::bigint as size from content c
where c.hash = $2 and exists (select from message m where m.content_id = c.content_id and m.account_id = $1 and m.flags & 8 <> 8)
union all
(select null, upload_id, size from upload
  where account_id = $1 and hash = $2 and expires_at > now() order by upload_id desc limit 1)
limit 1`,
    values: [accountId, Buffer.from(hash, 'hex')],
  });
  const row = rows[0];
  if (!row) return undefined;
  if (row.content_id !== null) return { contentId: row.content_id, size: row.size };
  return { uploadId: row.upload_id!, size: row.size };
}

export async function beginUpload(db: Queryable, accountId: number, personId: number): Promise<number> {
  const { rows } = await db.query<{ upload_id: number }>({
    name: 'jmap_begin_upload',
    text: 'insert into upload (account_id, person_id) values ($1, $2) returning upload_id',
    values: [accountId, personId],
  });
  return rows[0]!.upload_id;
}

export async function putChunk(db: Queryable, uploadId: number, seq: number, octets: Buffer): Promise<void> {
  await db.query({
    name: 'jmap_put_chunk',
    text: `with more as (update upload set size = size + length($3::bytea) where upload_id = $1 returning upload_id)
insert into upload_chunk (upload_id, seq, octets) select upload_id, $2, $3::bytea from more`,
    values: [uploadId, seq, octets],
  });
}

/** False when the upload was removed meanwhile. */
export async function finishUpload(db: Queryable, uploadId: number, hash: Buffer): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'jmap_finish_upload',
    text: 'update upload set hash = $2 where upload_id = $1',
    values: [uploadId, hash],
  });
  return rowCount === 1;
}

export async function dropUpload(db: Queryable, uploadId: number): Promise<void> {
  await db.query({ name: 'jmap_drop_upload', text: 'delete from upload where upload_id = $1', values: [uploadId] });
}

/** Keeps a person's newest uploads up to so many octets, and drops older ones (RFC 8620 §6); of everyone, expired ones. */
export async function trimUploads(db: Queryable, personId: number, octets: number): Promise<void> {
  await db.query({
    name: 'jmap_trim_uploads',
    text: `
delete from upload u using (
  select upload_id, sum(size) over (order by upload_id desc) as octets, row_number() over (order by upload_id desc) as n
  from upload where person_id = $1
) o where o.upload_id = u.upload_id and (o.octets > $2 and o.n > 1 or o.n > 2000)`,
    values: [personId, octets],
  });
  await dropExpiredUploads(db);
}

export async function dropExpiredUploads(db: Queryable): Promise<void> {
  await db.query({ name: 'jmap_drop_expired', text: 'delete from upload where expires_at < now()' });
}

/** Octets of an upload from `start`, exclusive `end`, a chunk after the other. */
export async function uploadChunk(db: Queryable, uploadId: number, seq: number): Promise<Buffer | undefined> {
  const { rows } = await db.query<{ octets: Buffer }>({
    name: 'jmap_upload_chunk',
    text: 'select octets from upload_chunk where upload_id = $1 and seq = $2',
    values: [uploadId, seq],
  });
  return rows[0]?.octets;
}
