import {
  type AuditLanguage,
  actorName,
  auditChanges,
  auditGroups,
  auditKinds,
  auditSentence,
  auditValue,
} from '@congvu/contract';
import { type CellToWrite, writeCsv, writeXlsx } from '../../directory/index.ts';
import type { Queryable } from '../../platform/index.ts';
import { type AuditExtent, type AuditFilter, findEvents } from './find-events.ts';

/** Rows of one file at most: what Excel opens at a bearable speed. */
export const exportLimit = 200_000;
/** Events read at a time. */
const page = 1000;

const headings = {
  vi: [
    'Thời điểm',
    'Số',
    'Người thực hiện',
    'Nhóm',
    'Sự việc',
    'Cơ quan, đơn vị',
    'Cán bộ',
    'Hộp thư',
    'Thay đổi',
    'Chi tiết',
    'Địa chỉ mạng',
  ],
  en: [
    'Time',
    'Number',
    'Who',
    'Group',
    'What',
    'Organisation',
    'Person',
    'Mailbox',
    'Changes',
    'Details',
    'Network address',
  ],
} as const;
const widths = [18, 8, 26, 16, 50, 36, 26, 36, 60, 40, 18];

export interface Exported {
  content: AsyncGenerator<Buffer>;
  /** How many rows were written, once it has all been read. */
  rows(): number;
}

/** The events of a filter as a file, written as it is read. */
export function exportEvents(
  db: Queryable,
  extent: AuditExtent,
  filter: AuditFilter,
  format: 'csv' | 'xlsx',
  language: AuditLanguage,
): Exported {
  let count = 0;
  async function* lines(): AsyncGenerator<CellToWrite[]> {
    yield [...headings[language]];
    for (let after: string | undefined; count < exportLimit; ) {
      const limit = Math.min(page, exportLimit - count);
      const found = await findEvents(db, extent, filter, { limit, ...(after ? { after } : {}) });
      for (const entry of found.rows) {
        const { changes, more } = auditChanges(entry, language, found.names);
        count++;
        yield [
          auditValue('at', entry.at, language, found.names),
          entry.seq,
          actorName(entry, language),
          groupOf(entry.kind, language),
          auditSentence(entry, language, found.names),
          entry.organisation?.name,
          entry.person?.name,
          entry.account && `${entry.account.name}${entry.account.address ? ` <${entry.account.address}>` : ''}`,
          changes.map(({ name, before, after: now }) => `${name}: ${before || '–'} → ${now || '–'}`).join('\n'),
          more.map(({ name, after: value }) => `${name}: ${value}`).join('\n'),
          entry.remoteAddress,
        ];
      }
      if (found.next === null) return;
      after = found.next;
    }
  }
  const rows = () => count;
  if (format === 'csv') return { content: writeCsv(lines()), rows };
  async function* sheet() {
    let first = true;
    for await (const cells of lines()) {
      yield { cells, look: first ? ('heading' as const) : ('wrapped' as const) };
      first = false;
    }
  }
  const name = language === 'vi' ? 'Nhật ký' : 'Audit trail';
  const content = writeXlsx([{ name, widths, rows: sheet(), frozen: 1, filter: widths.length }]);
  return { content, rows };
}

function groupOf(kind: string, language: AuditLanguage): string {
  const known = (auditKinds as Record<string, { group: keyof typeof auditGroups } | undefined>)[kind];
  return known ? auditGroups[known.group][language] : '';
}
