import { type Asked, choose, chooseOfCard } from './asked.ts';
import type { Caller } from './caller.ts';
import type { CardContext } from './cards.ts';
import type { Response } from './multistatus.ts';
import { bookProperties, cardProperties, homeProperties, principalProperties, rootProperties } from './properties.ts';
import { bookPath, cardPath, homePath, principalPath, type Resource, root } from './resources.ts';
import type { BookStore } from './store.ts';

/** RFC 4918 §9.1: the resource and, at depth 1, what is in it. Undefined: there is no such resource. */
export async function propfind(
  store: BookStore,
  caller: Caller,
  resource: Resource,
  asked: Asked,
  depth: 0 | 1,
  context: CardContext,
): Promise<AsyncIterable<Response> | Response[] | undefined> {
  const { personId } = caller;
  switch (resource.type) {
    case 'root':
      return [{ href: root, properties: choose(asked, rootProperties(caller)) }];
    case 'principal':
      return [{ href: principalPath(personId), properties: choose(asked, principalProperties(caller)) }];
    case 'home': {
      const home = { href: homePath(personId), properties: choose(asked, homeProperties(caller)) };
      if (depth === 0) return [home];
      const seq = await store.lastSeq(caller);
      const books = caller.books.map(({ book }) => ({
        href: bookPath(personId, book),
        properties: choose(asked, bookProperties(caller, book, seq)),
      }));
      return [home, ...books];
    }
    case 'book': {
      const seq = await store.lastSeq(caller);
      const { book } = resource;
      const self = { href: bookPath(personId, book), properties: choose(asked, bookProperties(caller, book, seq)) };
      if (depth === 0) return [self];
      return (async function* () {
        yield self;
        for await (const entry of store.members(caller, book)) {
          yield {
            href: cardPath(personId, book, entry.kind, entry.id),
            properties: choose(asked, cardProperties(caller, entry, context)),
          };
        }
      })();
    }
    case 'card': {
      const { book, kind, id } = resource;
      const [entry] = await store.byIds(
        caller,
        book,
        kind === 'person' ? [id] : [],
        kind === 'organisation' ? [id] : [],
      );
      if (!entry) return undefined;
      const properties = chooseOfCard(asked, entry, cardProperties(caller, entry, context), context);
      return [{ href: cardPath(personId, book, kind, id), properties }];
    }
  }
}
