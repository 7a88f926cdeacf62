/** The audit trail: what was done to what, by whom, when, and whether the trail itself is whole. */

/** The first bad place of the chain. */
export interface AuditFault {
  /**
   * `altered`: an event is not what was written. `reordered`: it stands in another's place. `missing`: an event or its link
   * is gone. `unlinked`: an event was put in beside the chain. `cut`: the end is gone. `rewritten`: the chain is not the one
   * that was anchored. `head`: what remembers the end is wrong. `anchor`: the file of anchors has a line that is none.
   */
  kind: 'altered' | 'reordered' | 'missing' | 'unlinked' | 'cut' | 'rewritten' | 'head' | 'anchor';
  /** Number in the chain; null where it has none. */
  seq: number | null;
  eventId: number | null;
  /** ISO 8601: of the event, or of the anchor. */
  at: string | null;
  /** Of the file of anchors. */
  line: number | null;
}
