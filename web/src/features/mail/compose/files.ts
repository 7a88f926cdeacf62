import { upload } from '../../../api/jmap/blobs.ts';
import { fileSize } from '../../../app/i18n/format.ts';
import { currentLanguage, t } from '../../../app/i18n/index.ts';
import { totalSize } from './draftEmail.ts';
import { type DraftFile, newKey } from './model.ts';
import { fileLimits, knownSenders } from './senders.ts';
import { adjust, edit, find } from './state.ts';

/** At once; a server may take as few as four (RFC 8620 §2 `maxConcurrentUpload`). */
const parallel = 3;

interface Job {
  windowKey: string;
  fileKey: string;
  data: Blob;
  cancel: (() => void) | null;
}

/** The octets of files that are not on the server yet. */
const jobs = new Map<string, Job>();
const queue: Job[] = [];
let active = 0;

/** Pictures just pasted are shown from memory. */
const previews = new Map<string, string>();
export const previewOf = (cid: string) => previews.get(cid);

function accountOf(windowKey: string): string {
  const senders = knownSenders();
  const sender = senders.find((s) => s.key === find(windowKey)?.senderKey) ?? senders[0];
  return sender?.accountId ?? '';
}

/** What may be attached; null, or why not. */
function refusal(windowKey: string, list: readonly File[]): string | null {
  const { one, all } = fileLimits(accountOf(windowKey));
  const language = currentLanguage();
  const large = list.find((f) => f.size > one);
  if (large) return t('compose.tooLargeOne', { name: large.name, limit: fileSize(one, language) });
  const total = totalSize(find(windowKey)?.files ?? []) + list.reduce((sum, f) => sum + f.size, 0);
  return total > all ? t('compose.tooLarge', { limit: fileSize(all, language) }) : null;
}

/** Adds files and begins to upload them. With `inline`, they are shown in the text: answers their Content-IDs. */
export function attach(windowKey: string, list: readonly File[], inline = false): string[] {
  const problem = refusal(windowKey, list);
  if (problem) {
    adjust(windowKey, { problem });
    return [];
  }
  const added = list.map((data): DraftFile => {
    const key = newKey();
    const cid = inline ? `${key}@congvu` : null;
    if (cid) previews.set(cid, URL.createObjectURL(data));
    const job: Job = { windowKey, fileKey: key, data, cancel: null };
    jobs.set(key, job);
    queue.push(job);
    const type = /^[\w.+-]+\/[\w.+-]+$/.test(data.type) ? data.type : 'application/octet-stream';
    const accountId = accountOf(windowKey);
    return { key, name: data.name, type, size: data.size, blobId: null, accountId, cid, progress: 0, failed: false };
  });
  edit(windowKey, (w) => ({ files: [...w.files, ...added] }));
  pump();
  return added.flatMap((f) => f.cid ?? []);
}

function patchFile(windowKey: string, fileKey: string, change: Partial<DraftFile>): void {
  const files = find(windowKey)?.files.map((f) => (f.key === fileKey ? { ...f, ...change } : f));
  if (files) adjust(windowKey, { files });
}

function pump(): void {
  while (active < parallel) {
    const job = queue.shift();
    if (!job) return;
    if (jobs.has(job.fileKey)) void run(job);
  }
}

async function run(job: Job): Promise<void> {
  const { windowKey, fileKey, data } = job;
  active += 1;
  const accountId = accountOf(windowKey);
  let shown = 0;
  const going = upload(accountId, data, (share) => {
    // Every hundredth is enough to look at.
    if (share - shown < 0.01) return;
    shown = share;
    patchFile(windowKey, fileKey, { progress: share });
  });
  job.cancel = going.cancel;
  try {
    const { blobId } = await going.done;
    jobs.delete(fileKey);
    edit(windowKey, (w) => ({
      files: w.files.map((f) => (f.key === fileKey ? { ...f, blobId, accountId, progress: 1 } : f)),
    }));
  } catch (error) {
    const cancelled = error instanceof DOMException;
    if (!cancelled) patchFile(windowKey, fileKey, { failed: true, progress: 0 });
  } finally {
    active -= 1;
    pump();
  }
}

/** Whether the octets are still at hand. */
export const mayRetry = (fileKey: string) => jobs.has(fileKey);

export function retryFile(windowKey: string, fileKey: string): void {
  const job = jobs.get(fileKey);
  if (!job) return;
  patchFile(windowKey, fileKey, { failed: false, progress: 0 });
  queue.push(job);
  pump();
}

export function removeFile(windowKey: string, fileKey: string): void {
  const job = jobs.get(fileKey);
  jobs.delete(fileKey);
  job?.cancel?.();
  edit(windowKey, (w) => ({ files: w.files.filter((f) => f.key !== fileKey) }));
}
