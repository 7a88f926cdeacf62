/** Turns the plain notation of sample messages into text and HTML. */
import { escapeXml } from './files/docx.ts';

type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'list'; items: string[] }
  | { kind: 'table'; rows: string[][] };

function blocksOf(body: string): Block[] {
  return body.split(/\n{2,}/).flatMap((chunk): Block[] => {
    const lines = chunk.split('\n');
    const before = lines.findIndex((line) => /^(- |\|)/.test(line));
    if (before < 0) return [{ kind: 'paragraph', text: chunk }];
    const lead: Block[] = before > 0 ? [{ kind: 'paragraph', text: lines.slice(0, before).join('\n') }] : [];
    const rest = lines.slice(before);
    if (rest[0]!.startsWith('- ')) return [...lead, { kind: 'list', items: rest.map((line) => line.slice(2)) }];
    const rows = rest.map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
    return [...lead, { kind: 'table', rows }];
  });
}

export function toText(body: string): string {
  return blocksOf(body)
    .map((block) => {
      if (block.kind === 'paragraph') return block.text;
      if (block.kind === 'list') return block.items.map((item) => `- ${item}`).join('\n');
      const widths = block.rows[0]!.map((_, c) => Math.max(...block.rows.map((row) => row[c]?.length ?? 0)));
      return block.rows
        .map((row) =>
          row
            .map((cell, c) => cell.padEnd(widths[c]!))
            .join('  ')
            .trimEnd(),
        )
        .join('\n');
    })
    .join('\n\n');
}

export function toHtml(body: string): string {
  const cell = 'border:1px solid #999;padding:4px 8px;text-align:left';
  return blocksOf(body)
    .map((block) => {
      if (block.kind === 'paragraph') return `<p>${linked(block.text).replaceAll('\n', '<br>')}</p>`;
      if (block.kind === 'list') return `<ul>${block.items.map((item) => `<li>${linked(item)}</li>`).join('')}</ul>`;
      const rows = block.rows.map((row, r) => {
        const tag = r === 0 ? 'th' : 'td';
        return `<tr>${row.map((text) => `<${tag} style="${cell}">${escapeXml(text)}</${tag}>`).join('')}</tr>`;
      });
      return `<table style="border-collapse:collapse">${rows.join('')}</table>`;
    })
    .join('\n');
}

function linked(text: string): string {
  return escapeXml(text).replace(/https?:\/\/[^\s<]+/g, (url) => `<a href="${url}">${url}</a>`);
}

export const quoteText = (text: string): string => text.replace(/^/gm, '> ');

export const quoteHtml = (html: string): string =>
  `<blockquote type="cite" style="margin:0 0 0 .8ex;border-left:1px solid #ccc;padding-left:1ex">${html}</blockquote>`;
