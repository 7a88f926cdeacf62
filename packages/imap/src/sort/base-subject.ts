/** The base subject of RFC 5256 §2.1, by which SORT and THREAD tell which messages belong together. */

const LEADER = /^(?:\[[^[\]]*\]\s*)*(?:re|fwd?)\s*(?:\[[^[\]]*\]\s*)*:\s*/i;
const BLOB = /^\[[^[\]]*\]\s*/;
/** Taking leaders off costs the square of what is there; the rest of such a subject tells nothing. */
const MAX = 1_000;
const FORWARD = /^\[fwd:(.*)\]$/is;

/** `reply`: the subject says that it answers or passes on another. */
export function baseSubject(subject: string): { base: string; reply: boolean } {
  let reply = false;
  // White space of any length becomes one space; what no one would type is cut.
  let s = subject.slice(0, MAX).replace(/\s+/g, ' ').trim();
  for (;;) {
    const trailed = cutTrailer(s);
    if (trailed.length < s.length) reply = true;
    s = cutLeaders(trailed, () => {
      reply = true;
    });
    const forwarded = FORWARD.exec(s);
    if (forwarded === null) return { base: s, reply };
    reply = true;
    s = (forwarded[1] as string).trim();
  }
}

function cutTrailer(s: string): string {
  let rest = s;
  while (/\(fwd\)$/i.test(rest)) rest = rest.slice(0, -5).trimEnd();
  return rest;
}

function cutLeaders(subject: string, onReply: () => void): string {
  let s = subject;
  for (;;) {
    const leader = LEADER.exec(s);
    if (leader !== null) {
      s = s.slice(leader[0].length);
      onReply();
      continue;
    }
    const blob = BLOB.exec(s);
    // A blob is cut only when something is left (RFC 5256 §2.1 (4)).
    if (blob === null || blob[0].length === s.length) return s;
    s = s.slice(blob[0].length);
  }
}
