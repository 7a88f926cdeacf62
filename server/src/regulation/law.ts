import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * A part of a law page: an article, a clause or a point, in our own words. Text is Vietnamese, as the page; code spans
 * keep their backticks.
 */
export interface Provision {
  /** The anchor without the instrument's prefix is the place a citation names: `4.2b`. */
  anchor: string;
  /** `Điều 4. Đặt tên hộp thư`, `4.2`, `b)`. */
  label: string;
  /** Of an article, in English; null for its parts. */
  english: string | null;
  /** `Chương I. Quy định chung`; empty when the page has none. */
  chapter: string;
  text: string;
  parts: Provision[];
}

export interface LawPage {
  articles: Provision[];
  /** By anchor, at every depth. */
  provisions: ReadonlyMap<string, Provision>;
}

export const lawFolder = resolve(import.meta.dirname, '../../../docs/law');

/** The page `<name>.md`; empty when there is none. */
export function readLaw(name: string, folder: string = lawFolder): LawPage {
  const file = join(folder, `${name}.md`);
  return parseLaw(existsSync(file) ? readFileSync(file, 'utf8') : '');
}

const heading = /^### <a id="([^"]+)"><\/a>(.*?)(?: \(([^()]*)\))?\s*$/;
const item = /^( *)- <a id="([^"]+)"><\/a>\*\*([^*]+)\*\* ?(.*)$/;

/** Reads headings `### <a id="4"></a>Điều 4. … (…)` and, below them, lists of `- <a id="4.1"></a>**4.1** …`. */
export function parseLaw(page: string): LawPage {
  const articles: Provision[] = [];
  const provisions = new Map<string, Provision>();
  let chapter = '';
  /** From the article down to the part that the next line belongs to. */
  let open: { provision: Provision; indent: number }[] = [];
  const add = (provision: Provision, indent: number) => {
    open = open.filter((one) => one.indent < indent);
    (open.at(-1)?.provision.parts ?? articles).push(provision);
    provisions.set(provision.anchor, provision);
    open.push({ provision, indent });
  };
  for (const line of page.split('\n')) {
    const article = heading.exec(line);
    const part = item.exec(line);
    if (article) {
      open = [];
      const [, anchor, label, english] = article;
      add({ anchor: anchor!, label: label!, english: english ?? null, chapter, text: '', parts: [] }, -1);
    } else if (/^#{1,2} /.test(line)) {
      open = [];
      chapter = line.startsWith('## ') ? line.slice(3).replace(/<a id="[^"]*"><\/a>/g, '') : '';
    } else if (part) {
      const [, indent, anchor, label, text] = part;
      add({ anchor: anchor!, label: label!, english: null, chapter, text: text!.trim(), parts: [] }, indent!.length);
    } else if (line.trim() !== '' && open.length > 0) {
      const { provision } = open.at(-1)!;
      provision.text = `${provision.text} ${line.trim()}`.trim();
    }
  }
  return { articles, provisions };
}
