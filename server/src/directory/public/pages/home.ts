import { type Html, html } from '../html.ts';
import { type Frame, page, unitPath } from '../page.ts';
import type { ListedUnit } from '../read.ts';

/** The top of the tree, and what stands directly below it. */
export function homePage(frame: Frame, units: ListedUnit[]): string {
  const { t } = frame;
  const roots = units.filter(({ parentId }) => parentId === null || !units.some(({ id }) => id === parentId));
  return page(
    frame,
    '',
    html`<h1>${t('agencies')}</h1>
${roots.map((root) =>
  branch(
    frame,
    root,
    units.filter(({ parentId }) => parentId === root.id),
  ),
)}
<p class="noprint">${t('dataNote')} <a href="${frame.base}/du-lieu.csv" rel="nofollow">CSV</a> · <a href="${frame.base}/du-lieu.json" rel="nofollow">JSON</a></p>`,
  );
}

const branch = (
  frame: Frame,
  root: ListedUnit,
  below: ListedUnit[],
): Html => html`<h2><a href="${unitPath(frame, root)}">${root.name}</a></h2>
${below.length > 0 ? unitList(frame, below, 'list cols') : ''}`;

export const unitList = (frame: Frame, units: ListedUnit[], classes = 'list'): Html =>
  html`<ul class="${classes}">
${units.map(
  (
    unit,
  ) => html`<li><a href="${unitPath(frame, unit)}">${unit.name}</a>${unit.phone ? html`<small>${unit.phone}</small>` : ''}</li>
`,
)}</ul>`;

/** Where there are several provinces. */
export function provincesPage(frame: Frame, provinces: { id: string; name: string }[], root: string): string {
  return page(
    frame,
    '',
    html`<h1>${frame.t('provinces')}</h1>
<ul class="list">${provinces.map(({ id, name }) => html`<li><a href="${root}/${id}">${name}</a></li>`)}</ul>`,
  );
}
