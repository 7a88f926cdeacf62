import type { Command } from './command.ts';
import { requirePrivacy, signIn } from './sign-in.ts';

/** RFC 9051 §6.2.3 */
export const login: Command = {
  state: 'not authenticated',
  run(c, args) {
    args.space();
    const user = args.utf8();
    args.space();
    const password = args.utf8();
    args.end();
    requirePrivacy(c);
    return signIn(c, user, password);
  },
};
