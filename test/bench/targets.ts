/** What is measured, and the loopback ports it has. See `peers/` for how each is set up. */
export interface Target {
  name: string;
  ours: boolean;
  start: string;
  stop: string;
  lmtp: number;
  smtp: number;
  imap: number;
  imaps: number;
  /** Relative to the benchmark's folder. */
  pidFiles: string[];
  /** Only these scenarios; all when left out. */
  only?: string[];
}

const peer = {
  ours: false,
  stop: 'peers/postfix-dovecot.sh stop',
  lmtp: 12424,
  smtp: 12525,
  imap: 12143,
  imaps: 12993,
  pidFiles: ['postfix-dovecot/run/master.pid', 'postfix-dovecot/postfix/queue/pid/master.pid'],
};

export const targets: Target[] = [
  { ...peer, name: 'dovecot-sdbox', start: 'peers/postfix-dovecot.sh start sdbox' },
  { ...peer, name: 'dovecot-mdbox', start: 'peers/postfix-dovecot.sh start mdbox' },
  {
    ...peer,
    name: 'dovecot-mdbox, processes reused',
    start: "EXTRA_DOVECOT=$'service imap {\\n  service_count = 500\\n}' peers/postfix-dovecot.sh start mdbox",
    only: ['sessions', 'sessions-tls'],
  },
  {
    name: 'congvu',
    ours: true,
    start: 'peers/congvu.sh start',
    stop: 'peers/congvu.sh stop',
    lmtp: 32424,
    smtp: 32525,
    imap: 32143,
    imaps: 32993,
    pidFiles: ['congvu/server.pid'],
  },
];
