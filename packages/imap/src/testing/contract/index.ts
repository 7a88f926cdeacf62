import { describe } from 'vitest';
import { appendContract } from './append.ts';
import { copyMoveContract } from './copy-move.ts';
import { fetchContract } from './fetch.ts';
import type { MakeBackend } from './harness.ts';
import { liveContract } from './live.ts';
import { mailboxesContract } from './mailboxes.ts';
import { protocolContract } from './protocol.ts';
import { searchContract } from './search.ts';
import { selectContract } from './select.ts';
import { signInContract } from './sign-in.ts';
import { sortThreadContract } from './sort-thread.ts';
import { storeContract } from './store.ts';

export type { BackendFixture, MakeBackend } from './harness.ts';

/**
 * What every backend must do, told through a real socket. `makeBackend` is called once for each group of tests and makes
 * an account with an empty INBOX and a mailbox for \Sent.
 */
export function imapContract(name: string, makeBackend: MakeBackend): void {
  describe(`IMAP contract: ${name}`, () => {
    signInContract(makeBackend);
    mailboxesContract(makeBackend);
    appendContract(makeBackend);
    selectContract(makeBackend);
    fetchContract(makeBackend);
    storeContract(makeBackend);
    searchContract(makeBackend);
    sortThreadContract(makeBackend);
    copyMoveContract(makeBackend);
    liveContract(makeBackend);
    protocolContract(makeBackend);
  });
}
