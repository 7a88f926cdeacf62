import type { Connection } from '../connection.ts';
import type { Args } from '../wire/args.ts';

/** One call of a command. */
export interface Call {
  tag: string;
  /** In capitals, without `UID`. */
  name: string;
  /** Called as `UID …`: message numbers are UIDs. */
  uid: boolean;
}

export interface Command {
  /** Where it may be used (RFC 9051 §3). `authenticated` includes the selected state. */
  state: 'any' | 'not authenticated' | 'authenticated' | 'selected';
  /** Whether `UID` may stand before it. */
  uid?: boolean;
  /** False when EXPUNGE may not be told with it, but for its UID form (RFC 9051 §7.5.1). */
  expunge?: boolean;
  /**
   * Reads its arguments, wholly, before it does anything. Answers the text of the tagged OK, or nothing for the usual
   * one. Throws BadCommand for BAD, ImapError for NO.
   */
  run(c: Connection, args: Args, call: Call): Promise<string | undefined> | string | undefined;
}
