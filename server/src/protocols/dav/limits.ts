/** Bounds of what one request may ask. */
export const limits = {
  /** Octets of a request's body. */
  body: 1 << 20,
  /** Cards of one addressbook-multiget. */
  hrefs: 10_000,
  /** Octets of a card; none is larger, and none can be written. */
  cardSize: 65_536,
  /** Conditions of one addressbook-query. */
  conditions: 50,
};
