import { type AuditFault, auditFaults } from '@congvu/contract';
import type { Command } from 'commander';
import { recordVerification, verifyChain } from '../oversight/index.ts';
import { progress, withServices } from './command.ts';
import { operator, readTime } from './directory-options.ts';

export function addAudit(program: Command): void {
  program
    .command('audit')
    .description('nhật ký; the trail of what was done')
    .command('verify')
    .description(
      'kiểm tra nhật ký có bị sửa, xóa, đảo hay cắt bớt không; look for what was altered, taken out or put in',
    )
    .option('--from <time>', 'only events since this day or time')
    .option('--to <time>', 'only events before this day or time')
    .option('--json', 'print the result as one JSON line')
    .action((options: { from?: string; to?: string; json?: boolean }) =>
      withServices(async ({ pools, config }) => {
        const bar = progress('audit');
        const found = await verifyChain(pools, {
          dataDir: config.dataDir,
          from: readTime(options.from),
          until: readTime(options.to),
          progress: (done, of) => bar.at(done, of),
        });
        await recordVerification({ pools }, found, operator);
        if (found.fault) process.exitCode = 1;
        if (options.json) return bar.end(JSON.stringify(found));
        const { from, until, head, anchors, fault } = found;
        const looked = until < from ? 'No events' : `Events ${from} to ${until}`;
        const kept = anchors === 0 ? 'no anchors yet: a cut end could not be seen' : `${anchors} anchors`;
        bar.end(
          `${looked} of ${head.seq}, head ${head.hash}, ${kept}: ${fault ? tell(fault) : 'as they were written.'}`,
        );
      }),
    );
}

function tell({ kind, seq, eventId, at, line }: AuditFault): string {
  const where = [
    seq === null ? null : `number ${seq}`,
    eventId === null ? null : `event ${eventId}`,
    at,
    line === null ? null : `line ${line} of audit/anchors.log`,
  ].filter((part) => part !== null);
  return `BROKEN\n${auditFaults[kind].vi}\n${auditFaults[kind].en} First at ${where.join(', ')}. (${kind})`;
}
