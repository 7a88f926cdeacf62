import type { Command } from './command.ts';

/** RFC 9051 §6.3.1; UTF8=ACCEPT of RFC 6855 §3; CONDSTORE and QRESYNC of RFC 7162. Unknown names are passed over. */
export const enable: Command = {
  state: 'authenticated',
  run(c, args) {
    const enabled: string[] = [];
    do {
      args.space();
      const name = args.keyword();
      if (name === 'IMAP4REV2') {
        c.rev2 = c.utf8 = true;
        enabled.push('IMAP4rev2');
      } else if (name === 'UTF8=ACCEPT') {
        c.utf8 = true;
        enabled.push('UTF8=ACCEPT');
      } else if (name === 'CONDSTORE') {
        c.condstore = true;
        enabled.push('CONDSTORE');
      } else if (name === 'QRESYNC') {
        c.condstore = c.qresync = true;
        enabled.push('QRESYNC');
      }
    } while (!args.atEnd);
    c.out.text(`* ENABLED${enabled.map((name) => ` ${name}`).join('')}\r\n`);
    return undefined;
  },
};
