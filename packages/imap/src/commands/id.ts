import type { Command } from './command.ts';

const MAX_FIELDS = 30;

/** RFC 2971. The client's words go to the log, to help those who answer for it. */
export const id: Command = {
  state: 'any',
  run(c, args) {
    args.space();
    const client: Record<string, string> = {};
    if (!args.skip('NIL')) {
      let fields = 0;
      args.list(() => {
        if (++fields > MAX_FIELDS) args.fail('fewer fields');
        const name = args.quotedOrLiteral();
        args.space();
        const value = args.skip('NIL') ? '' : args.quotedOrLiteral();
        if (/^[\w-]{1,30}$/.test(name)) client[name.toLowerCase()] = value.slice(0, 1024).replace(/[^\x20-\x7e]/g, '?');
      });
    }
    args.end();
    c.context.log.debug({ client, remoteAddress: c.remoteAddress, user: c.session?.user }, 'client names itself');
    c.out.text('* ID ("name" "congvu-imap")\r\n');
    return undefined;
  },
};
