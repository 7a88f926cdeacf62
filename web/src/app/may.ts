import type { Me } from '@congvu/contract';

/** What the server said of a person's rights at sign-in. The page hides by it; the server decides. */
type WithRights = Me & { may?: readonly string[] };

/** Whether some part of the tree lets the person do this; several rules: any of them. */
export function may(me: Me | undefined, rules: string | readonly string[]): boolean {
  if (!me) return false;
  const allowed = (me as WithRights).may;
  // A server that tells no rights refuses by itself.
  if (!allowed) return true;
  return (typeof rules === 'string' ? [rules] : rules).some((rule) => allowed.includes(rule));
}
