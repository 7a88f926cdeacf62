import type { Connection } from '../connection.ts';
import { ImapError, type QuotaRoot } from '../session.ts';
import { mailboxName, string } from '../wire/render.ts';
import type { Command } from './command.ts';

/** RFC 9208 §4.1.1 */
export const getQuota: Command = {
  state: 'authenticated',
  async run(c, args) {
    args.space();
    const root = args.utf8();
    args.end();
    writeQuota(c, await c.user.quota(root));
    return undefined;
  },
};

/** RFC 9208 §4.1.2 */
export const getQuotaRoot: Command = {
  state: 'authenticated',
  async run(c, args) {
    args.space();
    const name = args.mailbox(c.utf8);
    args.end();
    const roots = await c.user.quotaRoots(name);
    c.out.text(`* QUOTAROOT ${mailboxName(name, c.utf8)}${roots.map((root) => ` ${string(root.name)}`).join('')}\r\n`);
    for (const root of roots) writeQuota(c, root);
    return undefined;
  },
};

/** RFC 9208 §4.1.3: quotas are not the users' to set. */
export const setQuota: Command = {
  state: 'authenticated',
  run() {
    throw new ImapError('Quotas are set by the administrators', 'NOPERM');
  },
};

function writeQuota(c: Connection, { name, resources }: QuotaRoot): void {
  const each = resources.map((r) => `${r.name} ${Math.round(r.usage)} ${Math.round(r.limit)}`);
  c.out.text(`* QUOTA ${string(name)} (${each.join(' ')})\r\n`);
}
