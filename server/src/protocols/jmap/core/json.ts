import { internalLimits } from './limits.ts';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parses a request body. Undefined when it isn't JSON in UTF-8, holds numbers that I-JSON has not, or is nested deeper
 * than anything in JMAP needs: what walks it later may then be recursive.
 */
export function parseJson(body: Buffer): Json | undefined {
  if (depthOf(body) > internalLimits.depth) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as Json;
  } catch {
    return undefined;
  }
}

function depthOf(body: Buffer): number {
  let depth = 0;
  let deepest = 0;
  for (let i = 0; i < body.length; i += 1) {
    const octet = body[i];
    if (octet === 0x22) {
      for (i += 1; i < body.length && body[i] !== 0x22; i += 1) if (body[i] === 0x5c) i += 1;
    } else if (octet === 0x5b || octet === 0x7b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (octet === 0x5d || octet === 0x7d) depth -= 1;
  }
  return deepest;
}
