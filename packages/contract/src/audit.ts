/** The audit trail: what was done to what, by whom, when, and whether the trail itself is whole. */

/** The first bad place of the chain. */
export interface AuditFault {
  /**
   * `altered`: an event is not what was written. `reordered`: it stands in another's place. `missing`: an event or its link
   * is gone. `unlinked`: an event was put in beside the chain. `cut`: the end is gone. `rewritten`: the chain is not the one
   * that was anchored. `head`: what remembers the end is wrong. `anchor`: the file of anchors has a line that is none.
   */
  kind: 'altered' | 'reordered' | 'missing' | 'unlinked' | 'cut' | 'rewritten' | 'head' | 'anchor';
  /** Number in the chain; null where it has none. */
  seq: number | null;
  eventId: number | null;
  /** ISO 8601: of the event, or of the anchor. */
  at: string | null;
  /** Of the file of anchors. */
  line: number | null;
}

export const auditActors = {
  person: { vi: 'Người đã bị xóa', en: 'A person' },
  system: { vi: 'Hệ thống', en: 'The system' },
  cli: { vi: 'Người vận hành (dòng lệnh)', en: 'An operator (command line)' },
} as const;

/** Names for the numbers that stand in an event, by id. */
export interface AuditNames {
  organisations: Record<number, string>;
  people: Record<number, string>;
  accounts: Record<number, string>;
}

export interface AuditEntry {
  id: number;
  /** ISO 8601, to the microsecond. */
  at: string;
  /** Number in the chain. */
  seq: number | null;
  actor: { kind: keyof typeof auditActors; person: { id: number; name: string } | null };
  /** One of `auditKinds`. */
  kind: string;
  /** What and whom it is about. */
  organisation: { id: number; name: string } | null;
  person: { id: number; name: string } | null;
  account: { id: number; name: string; address: string | null } | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  data: Record<string, unknown>;
  remoteAddress: string | null;
}

/**
 * `GET /api/audit?from=&until=&actor=&person=&organisation=&account=&group=&kind=&text=&after=`: newest first, of the
 * caller's part of the tree. `organisation` means all under it too; times are ISO 8601.
 */
export interface AuditPage {
  rows: AuditEntry[];
  names: AuditNames;
  /** To be given as `after` for older ones; null: that is all. */
  next: string | null;
  /** A page may come early, with `next`, when looking through took long: everything since this time was looked at. */
  searchedTo: string | null;
}

/** `GET /api/audit/state`, and `POST /api/audit/verify` → the same, `running`. */
export interface AuditState {
  head: { seq: number; hash: string };
  running: boolean;
  /** Links looked at so far, of how many. */
  progress: { done: number; total: number } | null;
  last: {
    at: string;
    /** Null: by the server itself or at the command line. */
    by: string | null;
    from: number;
    until: number;
    fault: AuditFault | null;
  } | null;
  anchors: { count: number; last: { at: string; seq: number } | null };
}

/** What each fault means to whoever reads of it. */
export const auditFaults = {
  altered: {
    vi: 'Một sự kiện đã bị sửa sau khi ghi.',
    en: 'An event was altered after it was written.',
  },
  reordered: {
    vi: 'Một sự kiện đã bị chuyển sang chỗ của sự kiện khác.',
    en: 'An event stands in the place of another.',
  },
  missing: { vi: 'Một sự kiện đã bị xóa.', en: 'An event was taken out.' },
  unlinked: {
    vi: 'Một sự kiện đã được chèn vào ngoài chuỗi.',
    en: 'An event was put in beside the chain.',
  },
  cut: { vi: 'Phần cuối của nhật ký đã bị cắt bỏ.', en: 'The end of the trail was cut off.' },
  rewritten: {
    vi: 'Nhật ký không còn là nhật ký đã được ghi mốc: nó đã bị viết lại.',
    en: 'The trail is not the one that was anchored: it was written anew.',
  },
  head: {
    vi: 'Dấu cuối của chuỗi không khớp với sự kiện cuối cùng.',
    en: 'What remembers the end of the chain does not fit its last event.',
  },
  anchor: {
    vi: 'Tệp ghi mốc có dòng không đọc được.',
    en: 'The file of anchors has a line that can’t be read.',
  },
} as const satisfies Record<AuditFault['kind'], { vi: string; en: string }>;
