import type { Static, TObject } from 'typebox';
import { Compile } from 'typebox/compile';
import type { AccountAccess, Call } from './call.ts';
import type { Capability } from './capabilities.ts';
import { MethodError } from './errors.ts';
import type { JsonObject } from './json.ts';

/** What a method asks of the account named by its `accountId`; `none` for one without an account. */
export type Access = 'read' | 'write' | 'none';

/** A JMAP method as the dispatcher sees it. */
export interface Method {
  readonly name: string;
  readonly using: Capability;
  /** @throws MethodError; anything else is a fault of the server. */
  invoke(args: JsonObject, call: Call): Promise<object>;
}

export interface MethodDefinition<A extends TObject> {
  /** `Type/method`. */
  name: string;
  using: Capability;
  access: Access;
  /** Whether who calls it looks into the account's mail, rather than keeping a page current. Left out: never. */
  opens?(args: Static<A>): boolean;
  /** Whether a call that may write changes mail, rather than marking it as read. Left out: always. */
  changes?(args: Static<A>): boolean;
  /** Every argument; others are refused. */
  args: A;
  run(args: Static<A>, call: Call): Promise<object>;
}

/** A method whose arguments are checked before it runs, and whose account is one that the caller may so use. */
export function defineMethod<A extends TObject>(definition: MethodDefinition<A>): Method {
  const check = Compile(definition.args);
  return {
    name: definition.name,
    using: definition.using,
    invoke: async (args, call) => {
      if (!check.Check(args)) throw new MethodError('invalidArguments', explain(check.Errors(args)));
      const own =
        definition.access === 'none' ? call : call.forAccount(accountFor(args.accountId, definition.access, call));
      const { caller } = call.exchange;
      if (definition.opens?.(args as Static<A>)) {
        call.services.mail.uses.opened(own.account.row, caller.via);
        await caller.using(own.account, 'read');
      }
      if (definition.access === 'write' && (definition.changes?.(args as Static<A>) ?? true)) {
        await caller.using(own.account, 'changed');
      }
      return definition.run(args as Static<A>, own);
    },
  };
}

function accountFor(accountId: unknown, access: 'read' | 'write', call: Call): AccountAccess {
  const account = typeof accountId === 'string' ? call.accounts.get(accountId) : undefined;
  if (!account) throw new MethodError('accountNotFound');
  if (access === 'write' && account.isReadOnly) throw new MethodError('accountReadOnly');
  return account;
}

type Fault = { instancePath: string; message: string; keyword: string; params: object };

/** The first wrong argument, named. The deepest error says most where alternatives failed. */
function explain(faults: readonly Fault[]): string {
  const extra = faults.find((f) => f.keyword === 'additionalProperties' || f.keyword === 'required');
  if (extra)
    return `${extra.instancePath || 'arguments'}: ${extra.message} (${Object.values(extra.params).join(', ').slice(0, 200)})`;
  const fault = faults.reduce((a, b) => (b.instancePath.length > a.instancePath.length ? b : a), faults[0]!);
  return `${fault.instancePath.slice(0, 200)}: ${fault.message}`;
}
