import { type Asked, chooseOfCard } from '../asked.ts';
import type { Caller } from '../caller.ts';
import type { CardContext, Entry } from '../cards.ts';
import { DavError } from '../errors.ts';
import type { Closing, Response } from '../multistatus.ts';
import { cardProperties } from '../properties.ts';
import { type Book, bookPath, cardPath } from '../resources.ts';
import type { BookStore } from '../store.ts';
import { readSyncToken, type SyncPlace, type SyncToken, seqOf, wholly, writeSyncToken } from '../sync-token.ts';
import { dav } from '../xml/names.ts';
import { child, type Element } from '../xml/parse.ts';

/**
 * RFC 6578: what changed since a token; all there is without one. Everything comes in one answer unless the program sets
 * a limit: then it is cut off with 507, and the token goes on from there.
 */
export async function syncCollection(
  store: BookStore,
  caller: Caller,
  book: Book,
  body: Element,
  asked: Asked,
  context: CardContext,
): Promise<AsyncIterable<Response | Closing>> {
  const given = child(body, dav('sync-token'))?.text.trim() ?? '';
  const level = child(body, dav('sync-level'))?.text.trim() ?? '1';
  if (level !== '1' && level !== 'infinite') throw new DavError(400, null, 'The sync-level is 1 or infinite.');
  const most = readLimit(body);
  const last = await store.lastSeq(caller);
  const token = given === '' ? { listing: { seq: last, after: 0 } } : readSyncToken(book, given);
  if (!token || seqOf(token) > last)
    throw new DavError(403, dav('valid-sync-token'), 'This token is not known here: begin anew.');

  const shown = (entry: Entry): Response => ({
    href: cardPath(caller.personId, book, entry.kind, entry.id),
    properties: chooseOfCard(asked, entry, cardProperties(caller, entry, context), context),
  });
  const cutOff = { href: bookPath(caller.personId, book), status: 507 };
  const listing = async function* ({ seq, after }: { seq: number; after: number }): AsyncGenerator<Step> {
    for await (const entry of store.members(caller, book, after))
      yield { response: shown(entry), token: { listing: { seq, after: entry.entryId } } };
  };
  const changes = async function* (from: SyncPlace): AsyncGenerator<Step> {
    for await (const changed of store.changes(caller, book, from, last)) {
      const path = cardPath(caller.personId, book, changed.kind, changed.id);
      const { seq, sort, entryId: id } = changed;
      yield {
        response: changed.gone ? { href: path, status: 404 } : shown(changed),
        token: { known: { seq, sort, id } },
      };
    }
  };

  return (async function* () {
    let reached: SyncToken = token;
    let sent = 0;
    for await (const step of 'known' in token ? changes(token.known) : listing(token.listing)) {
      if (sent === most) {
        yield cutOff;
        yield { syncToken: writeSyncToken(book, reached) };
        return;
      }
      yield step.response;
      sent += 1;
      reached = step.token;
    }
    // What changed while it was listed has a higher number: it comes with the next.
    const known = 'known' in token ? last : token.listing.seq;
    yield { syncToken: writeSyncToken(book, { known: wholly(known) }) };
  })();
}

interface Step {
  response: Response;
  /** That all up to here is known. */
  token: SyncToken;
}

/** RFC 5323 §5.17. @throws DavError 400. */
export function readLimit(body: Element): number {
  const limit = child(body, dav('limit')) ?? body.children.find(({ name }) => name.endsWith('}limit'));
  const results = limit?.children.find(({ name }) => name.endsWith('}nresults'))?.text.trim();
  if (results === undefined) return Number.POSITIVE_INFINITY;
  if (!/^[1-9]\d{0,8}$/.test(results)) throw new DavError(400, null, 'nresults is a number above nought.');
  return Number(results);
}
