/** What one client, or all of them, may cost. Every figure has a default that suits a server of some thousand users. */
export interface Limits {
  /** Octets of one command, its literals not counted. */
  commandLine: number;
  /** Literals in one command. */
  literals: number;
  /** Octets of one literal that is not a message to append. */
  argumentLiteral: number;
  /** Octets of all literals of one command before sign-in. */
  literalsBeforeLogin: number;
  /** A non-synchronising literal too big to take is read and dropped up to this many octets; beyond, the connection ends (RFC 7888 §4). */
  swallow: number;
  /** Octets of all messages of one APPEND (RFC 3502), as a multiple of the session's append limit. */
  appendFactor: number;
  /** Consecutive commands answered BAD before BYE. */
  badCommands: number;
  /** Refused sign-ins on one connection before BYE. */
  failedLogins: number;
  /** Milliseconds before a refused sign-in is answered; doubled with each on the connection. */
  failedLoginDelay: number;
  /** Milliseconds from connecting to being signed in. */
  loginTimeout: number;
  /** Milliseconds without a command, signed in (at least 30 minutes: RFC 9051 §5.4). */
  idleTimeout: number;
  /** Milliseconds without an octet in the middle of a command. */
  commandTimeout: number;
  /** Milliseconds without any progress in sending to a client that doesn't read. */
  sendTimeout: number;
  /** Milliseconds that closing the server waits for commands in progress. */
  closeTimeout: number;
  connections: number;
  connectionsPerAddress: number;
  /** Octets kept, over all connections, of large messages that are being fetched piece by piece. */
  partialCache: number;
}

export const defaultLimits: Limits = {
  commandLine: 64 * 1024,
  literals: 128,
  argumentLiteral: 64 * 1024,
  literalsBeforeLogin: 8 * 1024,
  swallow: 1024 * 1024,
  appendFactor: 2,
  badCommands: 20,
  failedLogins: 5,
  failedLoginDelay: 500,
  loginTimeout: 60_000,
  idleTimeout: 30 * 60_000,
  commandTimeout: 5 * 60_000,
  sendTimeout: 2 * 60_000,
  closeTimeout: 10_000,
  connections: 20_000,
  connectionsPerAddress: 5_000,
  partialCache: 64 * 1024 * 1024,
};
