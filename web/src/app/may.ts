import type { Me } from '@congvu/contract';

/**
 * Whether some part of the tree lets the person do this, as the server said at sign-in; several rules: any of them. The
 * page hides by it; the server decides.
 */
export function may(me: Me | undefined, rules: string | readonly string[]): boolean {
  return (typeof rules === 'string' ? [rules] : rules).some((rule) => me?.may.includes(rule) ?? false);
}
