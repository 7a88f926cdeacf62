import type { ReplyParts } from './types.ts';

/** Takes an SMTP reply apart. Several lines are joined; without an enhanced code the class of the reply is used. */
export function parseReply(response: string): ReplyParts | null {
  const lines = response.split(/\r?\n/).filter(Boolean);
  const match = /^(\d{3})[ -]?(?:([245]\.\d{1,3}\.\d{1,3})(?=\s|$))?/.exec(lines[0] ?? '');
  if (!match) return null;
  const code = Number(match[1]);
  const status = match[2] ?? `${match[1]![0]}.0.0`;
  const texts = lines.map((line) => line.replace(/^\d{3}[ -]?(?:[245]\.\d{1,3}\.\d{1,3}(?:\s|$))?/, ''));
  return { code, status, text: texts.join(' ').trim() };
}
