import type { AuditFault, AuditState } from '@congvu/contract';
import { type Actor, writeAudit } from '../../directory/index.ts';
import { AppError, type Log, type Pools } from '../../platform/index.ts';
import { readAnchors, readHead } from './anchors.ts';
import { type Verification, verifyChain } from './verify-chain.ts';

export interface ChainDeps {
  pools: Pools;
  dataDir: string;
  log: Log;
}

/** Looks through the chain for the page and every night, one at a time in a process. */
export interface ChainKeeper {
  state(): Promise<AuditState>;
  /** Begins; `state` tells how far it is. @throws AppError `audit.busy` while one is under way. */
  begin(by: Actor): void;
  /** Waits for it. */
  verify(by: Actor): Promise<Verification>;
  /** Waits for one under way. */
  stop(): Promise<void>;
}

export function createChainKeeper(deps: ChainDeps): ChainKeeper {
  const { pools, dataDir, log } = deps;
  let running: Promise<Verification> | null = null;
  let progress: AuditState['progress'] = null;

  const run = async (by: Actor): Promise<Verification> => {
    const found = await verifyChain(pools, {
      dataDir,
      progress: (done, total) => {
        progress = { done, total };
      },
    });
    await recordVerification(deps, found, by);
    if (found.fault) log.error({ fault: found.fault }, 'the audit chain is broken');
    else log.info({ from: found.from, until: found.until }, 'the audit chain is whole');
    return found;
  };
  const start = (by: Actor): Promise<Verification> => {
    if (running) throw new AppError('audit.busy');
    progress = null;
    running = run(by).finally(() => {
      running = null;
    });
    return running;
  };

  return {
    begin: (by) => void start(by).catch((err) => log.error({ err }, 'the audit chain could not be looked through')),
    verify: start,
    stop: async () => void (await running?.catch(() => {})),
    state: async () => {
      const head = await readHead(pools);
      const { anchors } = await readAnchors(dataDir);
      const last = anchors.at(-1);
      const { rows } = await pools.query<{
        at: Date;
        by: string | null;
        from: number;
        until: number;
        fault: AuditFault | null;
      }>(
        `select v.at, p.name as by, v.from_seq as "from", v.until_seq as until, v.fault
         from audit_verification v left join person p on p.person_id = v.by_person_id order by verification_id desc limit 1`,
      );
      return {
        head: { seq: head.seq, hash: head.hash.toString('hex') },
        running: running !== null,
        progress: running ? progress : null,
        last: rows[0] ? { ...rows[0], at: rows[0].at.toISOString() } : null,
        anchors: { count: anchors.length, last: last ? { at: last.at.toISOString(), seq: last.seq } : null },
      };
    },
  };
}

/** Remembers what was found, and that somebody looked. */
export async function recordVerification(
  { pools }: Pick<ChainDeps, 'pools'>,
  { from, until, fault }: Verification,
  by: Actor,
): Promise<void> {
  await pools.transaction(async (tx) => {
    await tx.query(
      'insert into audit_verification (by_person_id, from_seq, until_seq, fault) values ($1, $2, $3, $4)',
      [by.kind === 'person' ? by.personId : null, from, until, fault && JSON.stringify(fault)],
    );
    await writeAudit(tx, by, { kind: 'audit.verified', data: { from, until, ...(fault ? { fault } : {}) } });
  });
}
