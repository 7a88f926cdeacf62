/** Capabilities of the server (RFC 8620 §2; RFC 8621 §1.3; RFC 9425 §2.1). */
export const capability = {
  core: 'urn:ietf:params:jmap:core',
  mail: 'urn:ietf:params:jmap:mail',
  submission: 'urn:ietf:params:jmap:submission',
  quota: 'urn:ietf:params:jmap:quota',
} as const;

export type Capability = (typeof capability)[keyof typeof capability];

const known: ReadonlySet<string> = new Set(Object.values(capability));

export function isCapability(uri: string): uri is Capability {
  return known.has(uri);
}
