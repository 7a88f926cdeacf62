import { type Asked, chooseOfCard } from '../asked.ts';
import type { Caller } from '../caller.ts';
import { type CardContext, vcardOf } from '../cards.ts';
import { DavError } from '../errors.ts';
import type { Response } from '../multistatus.ts';
import { cardProperties } from '../properties.ts';
import { type Book, bookPath, cardPath } from '../resources.ts';
import type { BookStore } from '../store.ts';
import { carddav } from '../xml/names.ts';
import { child, type Element } from '../xml/parse.ts';
import { fits, preselect, readFilter } from './filter.ts';

/** RFC 6352 §8.6: the cards that fit a filter, at most as many as asked for (then a 507 beside them). */
export function query(
  store: BookStore,
  caller: Caller,
  book: Book,
  body: Element,
  asked: Asked,
  context: CardContext,
): AsyncIterable<Response> {
  const given = child(body, carddav('filter'));
  const filter = given ? readFilter(given) : { test: 'anyof' as const, properties: [] };
  const most = readMost(body);
  const { words, addresses } = preselect(filter);
  return (async function* () {
    let sent = 0;
    for await (const entry of store.matching(caller, book, words, addresses)) {
      if (!fits(filter, vcardOf(entry, '4.0', context))) continue;
      if (sent === most) {
        yield { href: bookPath(caller.personId, book), status: 507 };
        return;
      }
      sent += 1;
      const properties = chooseOfCard(asked, entry, cardProperties(caller, entry, context), context);
      yield { href: cardPath(caller.personId, book, entry.kind, entry.id), properties };
    }
  })();
}

function readMost(body: Element): number {
  const limit = child(body, carddav('limit'));
  if (!limit) return Number.POSITIVE_INFINITY;
  const most = child(limit, carddav('nresults'))?.text.trim() ?? '';
  if (!/^[1-9]\d{0,8}$/.test(most)) throw new DavError(400, null, 'nresults is a number above nought.');
  return Number(most);
}
