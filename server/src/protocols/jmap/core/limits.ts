/** Limits told in the core capability (RFC 8620 §2) and kept to. */
export const limits = {
  maxConcurrentUpload: 4,
  /** Octets of a request's body. */
  maxSizeRequest: 10_000_000,
  maxConcurrentRequests: 8,
  maxCallsInRequest: 32,
  maxObjectsInGet: 1000,
  maxObjectsInSet: 1000,
} as const;

/** Limits that JMAP has no name for. */
export const internalLimits = {
  /** Arrays and objects in one another in a request. */
  depth: 64,
  /** Requests of one person that wait for their turn. */
  waiting: 24,
  /** Ids of one /query answer. */
  queryIds: 10_000,
  /** Ids of one /changes answer. */
  changes: 5000,
  /** Conditions in a filter. */
  conditions: 100,
  comparators: 10,
  /** Values that one result reference may give. */
  referenceValues: 20_000,
} as const;
