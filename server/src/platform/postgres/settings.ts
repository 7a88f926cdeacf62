import { totalmem } from 'node:os';

export interface SettingsInput {
  socketDir: string;
  /** Off only in tests. */
  durable: boolean;
  /** Bytes of memory that PostgreSQL shares with the server; default: what the machine or the container has. */
  memory?: number;
  /** Bytes of the disk that the data folder is on. */
  disk: number;
}

const MB = 1024 * 1024;

/**
 * The settings of the embedded PostgreSQL, written anew at every start. Many small commits, few connections, mail
 * bytes outside: so a large cache, rare and spread checkpoints (full-page images are most of the WAL right after
 * one), no parallel query and no JIT, which cost more than they give on small queries.
 */
export function postgresSettings(input: SettingsInput): string {
  const memory = input.memory ?? availableMemory();
  const buffers = clamp(Math.floor(memory / 4 / MB), 64, 2048);
  const settings: Record<string, string> = {
    listen_addresses: '',
    port: '5432',
    unix_socket_directories: input.socketDir,
    unix_socket_permissions: '0700',
    max_connections: '100',
    superuser_reserved_connections: '5',
    password_encryption: 'scram-sha-256',

    shared_buffers: `${buffers}MB`,
    effective_cache_size: `${clamp(Math.floor(memory / 2 / MB), 128, 65_536)}MB`,
    work_mem: `${clamp(Math.floor(memory / 256 / MB), 4, 32)}MB`,
    maintenance_work_mem: `${clamp(Math.floor(memory / 32 / MB), 32, 512)}MB`,
    huge_pages: 'try',
    max_parallel_workers_per_gather: '0',
    max_parallel_maintenance_workers: '0',
    io_method: 'worker',
    random_page_cost: '1.1',
    jit: 'off',

    wal_level: 'replica',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    max_wal_size: `${clamp(Math.floor(input.disk / 16 / MB), 256, 4096)}MB`,
    min_wal_size: '128MB',
    wal_buffers: '16MB',
    checkpoint_timeout: '15min',
    checkpoint_completion_target: '0.9',
    synchronous_commit: 'on',
    fsync: input.durable ? 'on' : 'off',
    full_page_writes: input.durable ? 'on' : 'off',

    autovacuum_max_workers: '2',
    autovacuum_naptime: '20s',
    client_connection_check_interval: '10s',
    idle_in_transaction_session_timeout: '5min',

    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Rows and statements hold personal data: they stay out of the log.
    log_destination: 'stderr',
    logging_collector: 'off',
    log_line_prefix: '',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
    log_statement: 'none',
    log_checkpoints: 'off',
  };
  if (!input.durable) settings.max_wal_size = '512MB';
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`);
  return [
    '# Written at every start. For settings of your own make local.conf in this folder.',
    "include 'postgresql.conf'",
    ...lines,
    "include_if_exists 'local.conf'",
    '',
  ].join('\n');
}

function availableMemory(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 && constrained < totalmem() ? constrained : totalmem();
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(max, Math.max(min, value));
}
