import type { Caller } from './caller.ts';
import { type CardContext, type Entry, etagOf, vcardOf } from './cards.ts';
import { limits } from './limits.ts';
import { element, href, text, type Value } from './multistatus.ts';
import { type Book, homePath, principalPath, root } from './resources.ts';
import { wholly, writeSyncToken } from './sync-token.ts';
import { calendarserver, carddav, dav } from './xml/names.ts';

/** Properties by name, each made when it is asked for. */
export type Properties = ReadonlyMap<string, () => Value>;

/** Of `allprop`: what RFC 4918 defines, and nothing that is dear to make (RFC 6352 §5.1, RFC 3744 §4). */
export const inAllProp = new Set(
  ['resourcetype', 'displayname', 'getetag', 'getcontenttype', 'getcontentlength', 'getlastmodified'].map(dav),
);

const empty = (name: string) => element(name);
const reports = (...names: string[]) =>
  names.map((name) => element(dav('supported-report'), element(dav('report'), empty(name)))).join('');
const mayRead = ['read', 'read-current-user-privilege-set']
  .map((name) => element(dav('privilege'), empty(dav(name))))
  .join('');

/** What every resource says of who asks. */
const common = (caller: Caller): [string, () => Value][] => [
  [dav('current-user-principal'), () => href(principalPath(caller.personId))],
  [dav('current-user-privilege-set'), () => mayRead],
  [dav('principal-collection-set'), () => href(root)],
];

export const rootProperties = (caller: Caller): Properties =>
  new Map([
    [dav('resourcetype'), () => empty(dav('collection'))],
    [dav('displayname'), () => text('Công Vụ')],
    [dav('supported-report-set'), () => null],
    [carddav('addressbook-home-set'), () => href(homePath(caller.personId))],
    ...common(caller),
  ]);

export const principalProperties = (caller: Caller): Properties =>
  new Map([
    [dav('resourcetype'), () => empty(dav('collection')) + empty(dav('principal'))],
    [dav('displayname'), () => text(caller.name)],
    [dav('principal-URL'), () => href(principalPath(caller.personId))],
    [carddav('addressbook-home-set'), () => href(homePath(caller.personId))],
    [calendarserver('email-address-set'), () => element(calendarserver('email-address'), text(caller.address))],
    ...common(caller),
  ]);

export const homeProperties = (caller: Caller): Properties =>
  new Map([
    [dav('resourcetype'), () => empty(dav('collection'))],
    [dav('displayname'), () => text('Danh bạ')],
    [dav('owner'), () => href(principalPath(caller.personId))],
    ...common(caller),
  ]);

export const bookProperties = (caller: Caller, book: Book, seq: number): Properties => {
  const about = caller.books.find((one) => one.book.name === book.name);
  return new Map([
    [dav('resourcetype'), () => empty(dav('collection')) + empty(carddav('addressbook'))],
    [dav('displayname'), () => text(about?.title ?? '')],
    [carddav('addressbook-description'), () => text(about?.description ?? '')],
    [carddav('supported-address-data'), () => addressDataTypes],
    [carddav('supported-collation-set'), () => collations],
    [carddav('max-resource-size'), () => String(limits.cardSize)],
    [dav('supported-report-set'), () => bookReports],
    [dav('sync-token'), () => text(writeSyncToken(book, { known: wholly(seq) }))],
    [calendarserver('getctag'), () => text(`${book.name}-${seq}`)],
    [dav('owner'), () => href(principalPath(caller.personId))],
    ...common(caller),
  ]);
};

const bookReports = reports(carddav('addressbook-multiget'), carddav('addressbook-query'), dav('sync-collection'));
const addressDataTypes = ['3.0', '4.0']
  .map((version) => `<C:address-data-type content-type="text/vcard" version="${version}"/>`)
  .join('');
const collations = ['i;ascii-casemap', 'i;octet', 'i;unicode-casemap']
  .map((name) => element(carddav('supported-collation'), name))
  .join('');

export const cardProperties = (caller: Caller, entry: Entry, context: CardContext): Properties =>
  new Map([
    [dav('resourcetype'), () => ''],
    [dav('displayname'), () => text(entry.name)],
    [dav('getetag'), () => text(etagOf(entry))],
    [dav('getcontenttype'), () => 'text/vcard; charset=utf-8'],
    [dav('getcontentlength'), () => String(Buffer.byteLength(vcardOf(entry, '3.0', context)))],
    [dav('getlastmodified'), () => entry.changedAt.toUTCString()],
    ...common(caller),
  ]);
