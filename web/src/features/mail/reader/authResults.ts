/** The outcome of the sender checks that the receiving server did (RFC 8601). */
export interface AuthResults {
  verdict: 'pass' | 'partial' | 'fail';
  methods: { method: string; result: string }[];
}

const interesting = ['dmarc', 'dkim', 'spf'];

/** Comments in parentheses may nest, and may hold semicolons. */
function withoutComments(text: string): string {
  let depth = 0;
  let out = '';
  for (const c of text) {
    if (c === '(') depth += 1;
    else if (c === ')') depth = Math.max(0, depth - 1);
    else if (depth === 0) out += c;
  }
  return out;
}

/**
 * Reads the first of the fields only: our server puts its own above all that came with the message, and takes away
 * forged ones of its name. Null when nothing was checked, as inside the province.
 */
export function readAuthResults(fields: readonly string[] | null): AuthResults | null {
  const first = fields?.[0];
  if (!first) return null;
  const methods: AuthResults['methods'] = [];
  for (const part of withoutComments(first).split(';').slice(1)) {
    const match = /^\s*([a-z][a-z0-9-]*)(?:\/\d+)?\s*=\s*([a-z]+)/i.exec(part);
    const method = match?.[1]?.toLowerCase();
    const result = match?.[2]?.toLowerCase();
    if (method && result && interesting.includes(method)) methods.push({ method, result });
  }
  if (methods.length === 0) return null;
  return { verdict: verdictOf(methods), methods };
}

function verdictOf(methods: AuthResults['methods']): AuthResults['verdict'] {
  const results = (name: string) => methods.filter((m) => m.method === name).map((m) => m.result);
  if (results('dmarc').includes('pass')) return 'pass';
  if (results('dmarc').includes('fail')) return 'fail';
  // Without a DMARC policy any valid check counts for something: but it may be that of another domain.
  if (results('dkim').includes('pass') || results('spf').includes('pass')) return 'partial';
  const failed = methods.some((m) => ['fail', 'softfail', 'permerror'].includes(m.result));
  return failed ? 'fail' : 'partial';
}

/** `DMARC pass, DKIM pass, SPF none`. */
export function describeAuth(auth: AuthResults): string {
  return auth.methods.map(({ method, result }) => `${method.toUpperCase()} ${result}`).join(', ');
}
