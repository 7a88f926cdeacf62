import { type Field, fieldValue } from '../../../mail/queue/index.ts';

/**
 * Fields that only this server may write and that were there before it did: Return-Path (RFC 5321 §4.4), and those that claim to be this server's own results and were there before it looked: they must go (RFC 8601 §5).
 * Answers them in the order in which they stand.
 */
export function forgedFields(bytes: Buffer, fields: readonly Field[], authservId: string): Field[] {
  const own = authservId.toLowerCase();
  return fields.filter((field) => {
    if (field.name === 'return-path') return true;
    if (field.name !== 'authentication-results') return false;
    // authserv-id may be quoted, and a comment may come first.
    const value = fieldValue(bytes, field).replace(/^(?:\s|\([^()]*\))+/, '');
    const id = /^"?([^\s";(]+)/.exec(value)?.[1]?.toLowerCase();
    return id === undefined || id === own;
  });
}
