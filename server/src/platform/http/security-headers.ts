import type { FastifyInstance } from 'fastify';

/**
 * Everything from our own origin. Mail is shown in sandboxed frames with a policy of their own, which inherit this one:
 * images of other sites must be allowed here, and the frame's policy refuses them until the reader allows them.
 */
export const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: https:",
  "font-src 'self'",
  "frame-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "connect-src 'self'",
].join('; ');

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

/** On every answer. A route may set a stricter policy of its own; `https` adds HSTS. */
export function setSecurityHeaders(app: FastifyInstance, https: boolean): void {
  const all = https ? { ...headers, 'strict-transport-security': 'max-age=31536000' } : headers;
  app.addHook('onRequest', async (_request, reply) => void reply.headers(all));
}
