import { Html, html } from '../html.ts';
import { type Frame, unitPath } from '../page.ts';
import type { Official, OpenedUnit } from '../read.ts';
import type { PublishedRule } from '../rule.ts';
import { style } from '../style.ts';
import { officialsTable, phoneLink } from './unit.ts';

/** The officials of a unit for a frame in a portal's page: links open outside the frame. */
export function embedPage(frame: Frame, unit: OpenedUnit, officials: Official[], rule: PublishedRule): string {
  const { t, language } = frame;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${t('officialsOf', { name: unit.name })}</title>
<base target="_blank">
<style>${new Html(style)}</style>
</head>
<body class="frame">
<main class="wide">
<h1>${unit.name}</h1>
${unit.phone && rule.fields.has('phone') ? html`<p>${t('phone')}: ${phoneLink(unit.phone)}</p>` : ''}
${officials.length > 0 ? officialsTable(frame, t('officialsOf', { name: unit.name }), officials, null, rule) : html`<p>${t('nobody')}</p>`}
<p><a href="${unitPath(frame, unit)}" rel="noopener">${t('more')}</a></p>
</main>
</body>
</html>
`.text;
}
