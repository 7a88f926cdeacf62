import latin400 from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-400-normal.woff2?url';
import latin600 from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-latin-600-normal.woff2?url';
import vietnamese400 from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-400-normal.woff2?url';
import vietnamese600 from '@fontsource/be-vietnam-pro/files/be-vietnam-pro-vietnamese-600-normal.woff2?url';
import { framePolicy } from './policy.ts';

const vietnameseRange =
  'U+0102-0103,U+0110-0111,U+0128-0129,U+0168-0169,U+01A0-01A1,U+01AF-01B0,U+0300-0301,U+0303-0304,U+0308-0309,U+0323,U+0329,U+1EA0-1EF9,U+20AB';

const face = (url: string, weight: number, range: string) =>
  `@font-face{font-family:"Be Vietnam Pro";font-weight:${weight};font-display:swap;src:url(${new URL(url, location.href)}) format("woff2");${range}}`;

const fonts = [
  face(latin400, 400, ''),
  face(vietnamese400, 400, `unicode-range:${vietnameseRange}`),
  face(latin600, 600, ''),
  face(vietnamese600, 600, `unicode-range:${vietnameseRange}`),
].join('');

const look = `
html{overflow-x:auto;overflow-y:hidden}
body{margin:0;padding:2px 0;font:14.5px/1.6 "Be Vietnam Pro","Segoe UI",system-ui,sans-serif;color:#18212d;background:#fff;overflow-wrap:break-word;display:flow-root}
body>:first-child,body>div:first-child>:first-child{margin-top:0}
body>:last-child,body>div:last-child>:last-child{margin-bottom:0}
img{max-width:100%}
img:not([height]){height:auto}
img[data-blocked]{background:#eef0f4;outline:1px dashed #cfd5de;outline-offset:-1px}
a{color:#1d4f91}
table{max-width:100%}
pre{white-space:pre-wrap}
blockquote{margin:6px 0 6px 2px;padding-left:14px;border-left:3px solid #d9dee6;color:#465163}
details>summary{display:inline-block;list-style:none;margin:10px 0;padding:0 10px;border-radius:8px;background:#e9ecf1;color:#465163;cursor:pointer;font:600 12px/18px sans-serif;letter-spacing:1px}
details>summary::-webkit-details-marker{display:none}
:focus-visible{outline:2px solid #1d4f91;outline-offset:2px}
`;

/** A whole document for the frame. The policy comes first, before anything that could load. */
export function frameDocument(html: string, images: boolean, extra = ''): string {
  return `<!doctype html><html><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${framePolicy(images)}"><meta name="referrer" content="no-referrer"><style>${fonts}${look}${extra}</style></head><body>${html}</body></html>`;
}
