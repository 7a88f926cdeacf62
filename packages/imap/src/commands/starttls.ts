import { TLSSocket } from 'node:tls';
import { ImapError } from '../session.ts';
import { BadCommand } from '../wire/args.ts';
import type { Command } from './command.ts';

/** RFC 9051 §6.2.1. Whatever the client sent ahead in plain text is dropped: it may be an intruder's. */
export const starttls: Command = {
  state: 'not authenticated',
  run(c, args) {
    args.end();
    const secureContext = c.context.secureContext;
    if (c.tls) throw new BadCommand('TLS is in use already');
    if (secureContext === undefined) throw new ImapError('TLS is not set up', 'UNAVAILABLE');
    c.startTls((plain) => new TLSSocket(plain, { isServer: true, secureContext }));
    return 'Begin TLS negotiation now';
  },
};
