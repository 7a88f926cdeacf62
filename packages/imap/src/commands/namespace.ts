import { binary, quote } from '../wire/render.ts';
import { encodeUtf7 } from '../wire/utf7.ts';
import type { Command } from './command.ts';

/** RFC 9051 §6.3.10 (RFC 2342) */
export const namespace: Command = {
  state: 'authenticated',
  run(c, args) {
    args.end();
    const render = (spaces: { prefix: string; separator: string }[]): string => {
      const each = spaces.map(({ prefix, separator }) => {
        const name = c.utf8 ? binary(prefix) : encodeUtf7(prefix);
        return `(${quote(name)} ${quote(separator)})`;
      });
      return each.length === 0 ? 'NIL' : `(${each.join('')})`;
    };
    const { personal, otherUsers, shared } = c.user.namespaces();
    c.out.text(`* NAMESPACE ${render(personal)} ${render(otherUsers)} ${render(shared)}\r\n`);
    return undefined;
  },
};
