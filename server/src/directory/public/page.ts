import type { Citation } from '@congvu/contract';
import { type Html, html, Html as Raw } from './html.ts';
import { style } from './style.ts';
import { type Language, type Words, wordsOf } from './texts.ts';

/** What all pages of one answer have in common. */
export interface Frame {
  language: Language;
  t: Words;
  province: string;
  provinceName: string;
  cite: Citation | null;
  /** `/danh-ba/tien-giang` or `/directory-public/tien-giang`. */
  base: string;
  /** The same page in the other language. */
  other: string;
  q?: string;
}

/** Pages begin so, by language. */
export const roots: Record<Language, string> = { vi: '/danh-ba', en: '/directory-public' };

export function frameOf(input: Omit<Frame, 't' | 'base' | 'other'> & { path: string }): Frame {
  const { path, ...rest } = input;
  const other = rest.language === 'vi' ? 'en' : 'vi';
  const place = (language: Language) => `${roots[language]}${rest.province ? `/${rest.province}` : ''}`;
  return { ...rest, t: wordsOf(rest.language), base: place(rest.language), other: `${place(other)}${path}` };
}

/** A whole page. `script`: it holds buttons that can do better with it. */
export function page(
  frame: Frame,
  title: string,
  content: Html,
  options: { script?: boolean; index?: boolean } = {},
): string {
  const { t, language, base, other, provinceName, cite, q = '' } = frame;
  const heading = provinceName ? `${t('title')} · ${provinceName}` : t('title');
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title === '' ? heading : `${title} · ${heading}`}</title>
<meta name="description" content="${t('subtitle')}${provinceName ? ` · ${provinceName}` : ''}">
${options.index === false ? html`<meta name="robots" content="noindex,nofollow">\n` : ''}<link rel="alternate" hreflang="${language === 'vi' ? 'en' : 'vi'}" href="${other}">
<link rel="icon" href="/icon.svg">
<style>${new Raw(style)}</style>
${options.script ? html`<script src="/danh-ba/hien.js" defer></script>` : ''}
</head>
<body>
<a class="skip" href="#main">${t('skip')}</a>
<header class="top"><div class="wide">
<a class="brand" href="${base}"><b>${heading}</b><span>${t('subtitle')}</span></a>
<a class="lang" href="${other}" hreflang="${language === 'vi' ? 'en' : 'vi'}" lang="${language === 'vi' ? 'en' : 'vi'}">${t('otherLanguage')}</a>
</div></header>
<main id="main" class="wide">
${frame.province ? searchForm(frame, q) : ''}
${content}
<p class="note">${cite ? html`${t('by', { cite: cite.text })} ` : ''}${t('updated')} ${t('official')}</p>
</main>
</body>
</html>
`.text;
}

function searchForm({ t, base }: Frame, q: string): Html {
  return html`<form class="find" role="search" action="${base}/tim" method="get">
<label><span class="hidden">${t('searchLabel')}</span><input type="search" name="q" value="${q}" placeholder="${t('searchLabel')}" maxlength="100" autocomplete="off" required></label>
<button class="button">${t('search')}</button>
</form>
<p class="hint">${t('searchHint')}</p>`;
}

/** `/danh-ba/tien-giang/so-tai-chinh-9f3c1a7b2e12`: the name is for people, the code for us. */
export const unitPath = ({ base }: Pick<Frame, 'base'>, { name, code }: { name: string; code: string }): string =>
  `${base}/${slug(name)}-${code}`;

export const slug = (name: string): string =>
  name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);

/** The button that shows an address: by a form, so that nothing follows it as a link. `unit`: the page it stands on. */
export function showAddress({ t, base }: Frame, token: string, name: string, unit: string): Html {
  return html`<form class="inline" action="${base}/dia-chi" method="post"><input type="hidden" name="t" value="${token}"><input type="hidden" name="u" value="${unit}"><button class="show">${t('showAddress')}<span class="hidden"> · ${name}</span></button></form>`;
}
