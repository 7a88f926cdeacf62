/** A message for a test: lines joined with CRLF. */
export function crlf(...lines: string[]): Buffer {
  return Buffer.from(lines.join('\r\n'));
}
