import { isTemporary } from '../../../platform/index.ts';
import type { JmapServices } from '../services.ts';
import { Call, type Caller, type Exchange } from './call.ts';
import { MethodError } from './errors.ts';
import type { JsonObject } from './json.ts';
import type { Method } from './method.ts';
import { resolveReferences } from './references.ts';
import type { Invocation, JmapRequest } from './request.ts';

/** RFC 8620 §3.4 */
export interface JmapResponse {
  methodResponses: Invocation[];
  createdIds?: Record<string, string>;
  sessionState: string;
}

/** Every method the server has, by name. @throws Error when two have one name. */
export function registryOf(methods: readonly Method[]): ReadonlyMap<string, Method> {
  const registry = new Map<string, Method>();
  for (const method of methods) {
    if (registry.has(method.name)) throw new Error(`Two methods are named ${method.name}.`);
    registry.set(method.name, method);
  }
  return registry;
}

/** Runs the calls of a request one after another (RFC 8620 §3.3). Never rejects: faults become answers. */
export async function dispatch(
  request: JmapRequest,
  registry: ReadonlyMap<string, Method>,
  services: JmapServices,
  caller: Caller,
  sessionState: string,
): Promise<JmapResponse> {
  const open = new Set(request.using);
  const exchange: Exchange = {
    services,
    caller,
    createdIds: new Map(Object.entries(request.createdIds ?? {})),
    invoke: async ([name, args], call) => {
      const method = registry.get(name);
      if (!method || !open.has(method.using))
        throw new MethodError('unknownMethod', `${name.slice(0, 100)} is not known.`);
      return method.invoke(args, call);
    },
  };
  const methodResponses: Invocation[] = [];
  for (const invocation of request.methodCalls) await answer(invocation, exchange, methodResponses);
  const response: JmapResponse = { methodResponses, sessionState };
  if (request.createdIds) response.createdIds = Object.fromEntries(exchange.createdIds);
  return response;
}

async function answer(invocation: Invocation, exchange: Exchange, responses: Invocation[]): Promise<void> {
  const [name, rawArgs, callId] = invocation;
  try {
    const args = resolveReferences(rawArgs, responses);
    const call = new Call(exchange);
    const result = await exchange.invoke([name, args, callId], call);
    responses.push([name, result as JsonObject, callId]);
    for (const [afterName, afterArgs] of call.after) responses.push([afterName, afterArgs as JsonObject, callId]);
  } catch (error) {
    responses.push(['error', toMethodError(error, name, exchange.services).body() as JsonObject, callId]);
  }
}

function toMethodError(error: unknown, name: string, services: JmapServices): MethodError {
  if (error instanceof MethodError) return error;
  if (isTemporary(error)) return new MethodError('serverUnavailable', 'Try again later.');
  services.log.error({ err: error, method: name }, 'a JMAP method failed');
  return new MethodError('serverFail', 'The fault has been recorded.');
}
