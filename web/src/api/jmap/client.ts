import { ApiError } from '../errors.ts';
import { rawCall } from '../http.ts';
import { JmapError, type Method, type Methods, type ResultReference } from './methods.ts';
import { capability } from './types.ts';

type Invocation = [name: string, args: object, callId: string];

/** A method call put into a request; `result` settles when the answer is there. */
export interface Call<M extends Method> {
  result: Promise<Methods[M]['result']>;
  /** For a later call of the same request. */
  ref(path: string): ResultReference;
}

interface Pending {
  invocation: Invocation;
  using: readonly string[];
  settle(result: unknown): void;
  fail(error: unknown): void;
}

/** Calls that must travel in one HTTP request, in this order (result references need it). */
export class Request {
  readonly #client: JmapClient;
  readonly #pending: Pending[] = [];
  constructor(client: JmapClient) {
    this.#client = client;
  }

  add<M extends Method>(name: M, args: Methods[M]['args']): Call<M> {
    const callId = this.#client.nextCallId();
    const result = new Promise<Methods[M]['result']>((resolve, reject) => {
      const settle = resolve as (value: unknown) => void;
      this.#pending.push({ invocation: [name, args, callId], using: usingOf(name), settle, fail: reject });
    });
    // A caller may look at only some of the results; the rest must not count as unhandled.
    result.catch(() => {});
    return { result, ref: (path) => ({ resultOf: callId, name, path }) };
  }

  /** Puts the calls into the next HTTP request. */
  send(): void {
    this.#client.enqueue(this.#pending.splice(0));
  }
}

function usingOf(method: string): readonly string[] {
  if (method.startsWith('Quota/')) return [capability.quota];
  if (method.startsWith('Identity/') || method.startsWith('EmailSubmission/')) {
    return [capability.mail, capability.submission];
  }
  return [capability.mail];
}

/**
 * Sends JMAP requests (RFC 8620 §3). Requests made in the same tick leave together in one HTTP request, up to
 * `maxCalls` method calls.
 */
export class JmapClient {
  url = '/jmap/api';
  maxCalls = 16;
  /** The session's state as last heard of; a different one means that the session object has changed. */
  onSessionState: (state: string) => void = () => {};
  #serial = 0;
  #groups: Pending[][] = [];

  nextCallId(): string {
    return `c${(this.#serial += 1)}`;
  }

  request(): Request {
    return new Request(this);
  }

  /** A request of one call. */
  call<M extends Method>(name: M, args: Methods[M]['args']): Promise<Methods[M]['result']> {
    const request = this.request();
    const { result } = request.add(name, args);
    request.send();
    return result;
  }

  enqueue(group: Pending[]): void {
    if (group.length === 0) return;
    this.#groups.push(group);
    if (this.#groups.length === 1) queueMicrotask(() => this.#flush());
  }

  #flush(): void {
    let batch: Pending[] = [];
    for (const group of this.#groups.splice(0)) {
      if (batch.length > 0 && batch.length + group.length > this.maxCalls) {
        void this.#post(batch);
        batch = [];
      }
      batch.push(...group);
    }
    void this.#post(batch);
  }

  async #post(batch: Pending[]): Promise<void> {
    try {
      const using = [...new Set([capability.core, ...batch.flatMap((p) => p.using)])];
      const body = { using, methodCalls: batch.map((p) => p.invocation) };
      const response = await rawCall(this.url, { method: 'POST', body });
      const answer = (await response.json()) as { methodResponses: Invocation[]; sessionState: string };
      const byId = new Map<string, Invocation>();
      // A call may have several responses (implicit Email/set of a submission): the first of each id is its own.
      for (const r of answer.methodResponses) if (!byId.has(r[2])) byId.set(r[2], r);
      for (const p of batch) settleOne(p, byId.get(p.invocation[2]));
      this.onSessionState(answer.sessionState);
    } catch (error) {
      for (const p of batch) p.fail(error instanceof ApiError ? error : new JmapError('serverFail', String(error)));
    }
  }
}

function settleOne(pending: Pending, response: Invocation | undefined): void {
  if (!response) {
    pending.fail(new JmapError('serverFail', 'no response'));
    return;
  }
  const [name, result] = response;
  if (name !== 'error') {
    pending.settle(result);
    return;
  }
  const { type, description } = result as { type: string; description?: string };
  pending.fail(new JmapError(type, description));
}

/** The page's only client. */
export const jmap = new JmapClient();
