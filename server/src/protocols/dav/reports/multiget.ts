import { type Asked, chooseOfCard } from '../asked.ts';
import type { Caller } from '../caller.ts';
import type { CardContext } from '../cards.ts';
import { DavError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Response } from '../multistatus.ts';
import { cardProperties } from '../properties.ts';
import { type Book, parsePath, pathOfHref } from '../resources.ts';
import type { BookStore } from '../store.ts';
import { dav } from '../xml/names.ts';
import { childrenOf, type Element } from '../xml/parse.ts';

const atOnce = 500;

/** RFC 6352 §8.7: the cards named, each with an answer of its own. */
export function multiget(
  store: BookStore,
  caller: Caller,
  book: Book,
  body: Element,
  asked: Asked,
  context: CardContext,
): AsyncIterable<Response> {
  const hrefs = childrenOf(body, dav('href')).map(({ text }) => text.trim());
  if (hrefs.length > limits.hrefs) throw new DavError(507, null, `At most ${limits.hrefs} cards at a time.`);
  const wanted = hrefs.map((href) => {
    const card = parsePath(pathOfHref(href));
    const isHere = card?.type === 'card' && card.personId === caller.personId && card.book.name === book.name;
    return { href, card: isHere ? card : undefined };
  });
  return (async function* () {
    for (let at = 0; at < wanted.length; at += atOnce) {
      const some = wanted.slice(at, at + atOnce);
      const ids = (kind: string) => some.flatMap(({ card }) => (card?.kind === kind ? [card.id] : []));
      const entries = await store.byIds(caller, book, ids('person'), ids('organisation'));
      const found = new Map(entries.map((entry) => [`${entry.kind}-${entry.id}`, entry]));
      for (const { href, card } of some) {
        const entry = card && found.get(`${card.kind}-${card.id}`);
        if (!entry) yield { href, status: 404 };
        else yield { href, properties: chooseOfCard(asked, entry, cardProperties(caller, entry, context), context) };
      }
    }
  })();
}
