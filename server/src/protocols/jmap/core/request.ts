import { isCapability } from './capabilities.ts';
import { limitError, RequestError } from './errors.ts';
import { isObject, type JsonObject, parseJson } from './json.ts';
import { limits } from './limits.ts';

/** RFC 8620 §3.2 */
export type Invocation = [name: string, args: JsonObject, callId: string];

/** RFC 8620 §3.3 */
export interface JmapRequest {
  using: string[];
  methodCalls: Invocation[];
  createdIds: Record<string, string> | undefined;
}

/**
 * Reads a request's body.
 * @throws RequestError as of RFC 8620 §3.6.1.
 */
export function parseRequest(body: Buffer): JmapRequest {
  const value = parseJson(body);
  if (value === undefined) throw new RequestError('notJSON', 'The body is not JSON.');
  if (!isObject(value)) throw notRequest('The body is not an object.');
  const { using, methodCalls, createdIds } = value;
  if (!Array.isArray(using) || !using.every((u) => typeof u === 'string'))
    throw notRequest('using is not a list of strings.');
  if (!Array.isArray(methodCalls)) throw notRequest('methodCalls is not a list.');
  if (createdIds !== undefined && !isIdMap(createdIds)) throw notRequest('createdIds is not a map of ids.');
  const unknown = using.find((u) => !isCapability(u as string));
  if (unknown !== undefined)
    throw new RequestError('unknownCapability', `${String(unknown).slice(0, 200)} is not known.`);
  if (methodCalls.length > limits.maxCallsInRequest) {
    throw limitError('maxCallsInRequest', `More than ${limits.maxCallsInRequest} method calls.`);
  }
  for (const call of methodCalls) {
    const ok = Array.isArray(call) && call.length === 3 && typeof call[0] === 'string' && isObject(call[1]);
    if (!ok || typeof call[2] !== 'string') throw notRequest('A method call is not [name, arguments, id].');
  }
  return {
    using: using as string[],
    methodCalls: methodCalls as unknown as Invocation[],
    createdIds: createdIds as Record<string, string> | undefined,
  };
}

function notRequest(detail: string): RequestError {
  return new RequestError('notRequest', detail);
}

function isIdMap(value: unknown): boolean {
  return isObject(value) && Object.values(value).every((v) => typeof v === 'string');
}
