import type { Target } from './targets.ts';

const login = ['--login', '%u@%d'];
const fanout = ['--mix', 'small', '--count', '40', '--conns', '4', '--mailboxes', '200', '--rcpts', '200'];

/** Scenarios in their order, as arguments of the load generator. `imap` reads the mailbox that `one-mailbox` fills. */
export const scenarios: Record<string, (t: Target, pids: string) => (string | number)[]> = {
  warm: (t) => [
    'deliver',
    '--lmtp',
    '--port',
    t.lmtp,
    '--count',
    1,
    '--conns',
    1,
    '--mailboxes',
    200,
    '--rcpts',
    200,
    '--mix',
    'small',
  ],
  lmtp: (t) => ['deliver', '--lmtp', '--port', t.lmtp],
  'lmtp-fanout': (t) => ['deliver', '--lmtp', '--port', t.lmtp, ...fanout],
  'one-mailbox': (t) => ['deliver', '--lmtp', '--port', t.lmtp, '--mailboxes', 1, '--first-mailbox', 200, '--conns', 8],
  imap: (t) => ['imap', '--port', t.imap, ...login, '--first-mailbox', 200],
  sessions: (t) => ['imap', '--port', t.imap, ...login, '--sessions', 16, '--seconds', 6],
  'sessions-tls': (t) => ['imap', '--tls', '--port', t.imaps, ...login, '--sessions', 16, '--seconds', 6],
  idle: (t, pids) => [
    'imap',
    '--port',
    t.imap,
    ...login,
    '--idle',
    100,
    '--rounds',
    6,
    '--mailboxes',
    100,
    '--lmtp-port',
    t.lmtp,
    '--pid-files',
    pids,
  ],
  'idle-same': (t) => [
    'imap',
    '--port',
    t.imap,
    ...login,
    '--idle',
    50,
    '--idle-same',
    '--rounds',
    6,
    '--lmtp-port',
    t.lmtp,
  ],
  // Last, since Postfix deletes a queue file for every message, which slows what comes after.
  smtp: (t) => ['deliver', '--port', t.smtp, '--drain-imap-port', t.imap, ...login],
};

export interface Figure {
  title: string;
  scenario: string;
  key: string;
  better: 'more' | 'less';
  /** What ours is to reach, as a ratio to the best peer (`more`: at least; `less`: at most), or in the figure's unit. */
  atLeast: { ratio: number } | { value: number };
  aim: { ratio: number } | { value: number };
}

export const figures: Figure[] = [
  {
    title: 'SMTP, realistic sizes, until readable (deliveries/s)',
    scenario: 'smtp',
    key: 'delivered_msgs_per_s',
    better: 'more',
    atLeast: { ratio: 2 },
    aim: { ratio: 4 },
  },
  {
    title: 'LMTP, realistic sizes, 16 connections (deliveries/s)',
    scenario: 'lmtp',
    key: 'msgs_per_s',
    better: 'more',
    atLeast: { ratio: 1 },
    aim: { ratio: 2 },
  },
  {
    title: 'LMTP, one message to 200 recipients (deliveries/s)',
    scenario: 'lmtp-fanout',
    key: 'deliveries_per_s',
    better: 'more',
    atLeast: { ratio: 8 },
    aim: { ratio: 20 },
  },
  {
    title: 'server CPU per delivery, LMTP (ms)',
    scenario: 'lmtp',
    key: 'server_cpu_ms_per_delivery',
    better: 'less',
    atLeast: { ratio: 1 },
    aim: { ratio: 0.5 },
  },
  {
    title: 'LMTP, end of DATA to 250, p99 (ms)',
    scenario: 'lmtp',
    key: 'ack_p99_ms',
    better: 'less',
    atLeast: { ratio: 1 },
    aim: { ratio: 0.5 },
  },
  {
    title: 'IMAP APPEND (messages/s)',
    scenario: 'imap',
    key: 'append_msgs_per_s',
    better: 'more',
    atLeast: { ratio: 1 },
    aim: { ratio: 2 },
  },
  {
    title: 'IMAP metadata of 2,000 messages, first (ms)',
    scenario: 'imap',
    key: 'fetch_meta_first_ms',
    better: 'less',
    atLeast: { value: 20 },
    aim: { value: 12 },
  },
  {
    title: 'IMAP metadata of 2,000 messages, again (ms)',
    scenario: 'imap',
    key: 'fetch_meta_again_ms',
    better: 'less',
    atLeast: { value: 20 },
    aim: { value: 12 },
  },
  {
    title: 'IMAP bodies of a whole mailbox (MB/s)',
    scenario: 'imap',
    key: 'fetch_body_all_mb_per_s',
    better: 'more',
    atLeast: { ratio: 0.7 },
    aim: { ratio: 1 },
  },
  {
    title: 'IMAP sessions, plain (sessions/s)',
    scenario: 'sessions',
    key: 'sessions_per_s',
    better: 'more',
    atLeast: { ratio: 1 },
    aim: { ratio: 2 },
  },
  {
    title: 'IMAP sessions, TLS (sessions/s)',
    scenario: 'sessions-tls',
    key: 'sessions_per_s',
    better: 'more',
    atLeast: { ratio: 1 },
    aim: { ratio: 2 },
  },
  {
    title: 'memory of an idle IMAP session (kB)',
    scenario: 'idle',
    key: 'pss_kb_per_session',
    better: 'less',
    atLeast: { ratio: 0.1 },
    aim: { ratio: 1 / 30 },
  },
  {
    title: 'IDLE told after the 250, p99 (ms)',
    scenario: 'idle-same',
    key: 'notify_from_ack_p99_ms',
    better: 'less',
    atLeast: { value: 50 },
    aim: { value: 6 },
  },
  {
    title: 'SEARCH TEXT in 233 MB (ms)',
    scenario: 'imap',
    key: 'search_text_absent_ms',
    better: 'less',
    atLeast: { ratio: 1 / 20 },
    aim: { ratio: 1 / 100 },
  },
];
