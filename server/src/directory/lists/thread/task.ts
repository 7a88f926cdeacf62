/** What the thread apart is asked to do, and what it says. Everything here is cloned between threads. */
import type { ListPreview, ListProgress } from '@congvu/contract';
import type { Actor } from '../../audit.ts';
import type { ListExtent } from '../check/check-list.ts';

export type ListTask =
  | { kind: 'preview'; bytes: Uint8Array }
  | { kind: 'check'; province: string; importId: number; extent: ListExtent }
  | { kind: 'apply'; province: string; importId: number; extent: ListExtent; by: Actor; digest: string }
  | { kind: 'undo'; province: string; importId: number; by: Actor };

export interface ListTaskStart {
  /** Of the database; null where the task needs none. */
  url: string | null;
  task: ListTask;
}

/** `heap`: octets that the thread holds when it is done. */
export type ListWorkerMessage =
  | { say: 'connected'; pids: number[] }
  | { say: 'progress'; progress: ListProgress }
  | { say: 'done'; heap: number; preview?: Omit<ListPreview, 'choices'> }
  | { say: 'failed'; heap: number; failure: TaskFailure };

/** An error on its way between threads. */
export interface TaskFailure {
  code: string | null;
  status: number;
  vi: string;
  en: string;
  message: string;
  details?: unknown;
}
