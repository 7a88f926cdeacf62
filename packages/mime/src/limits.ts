/** What `indexMessage` reads at most. What lies beyond a limit is kept in the message, not interpreted, and named in `defects`. */
export interface Limits {
  /** Levels of multipart and message/rfc822 inside one another, at most 200; what is deeper becomes an opaque leaf. */
  depth: number;
  /** Parts in the whole message, those of enclosed messages included. */
  parts: number;
  /** Fields of one header block. */
  headerFields: number;
  /** Octets of one header block. */
  headerBytes: number;
  /** Characters (UTF-16 code units) of the preview. */
  previewChars: number;
}

export const DEFAULT_LIMITS: Limits = {
  depth: 50,
  parts: 1000,
  headerFields: 1000,
  headerBytes: 256 * 1024,
  previewChars: 256,
};

/** No setting goes deeper: reading is recursive. */
export const MAX_DEPTH = 200;
/** Message ids kept of References and In-Reply-To; with more, the first ones go. */
export const MAX_MESSAGE_IDS = 1000;
/** Parameters read of one Content-Type or Content-Disposition field. */
export const MAX_PARAMS = 100;
/** Longest boundary that is honoured; RFC 2046 §5.1.1 allows 70. */
export const MAX_BOUNDARY = 998;
/** Entries of `defects`. */
export const MAX_DEFECTS = 20;
