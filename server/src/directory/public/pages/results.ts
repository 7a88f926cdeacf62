import { type Html, html } from '../html.ts';
import { type Frame, page, unitPath } from '../page.ts';
import type { FoundPublic } from '../read.ts';
import { pager, phoneLink } from './unit.ts';

export interface ResultsPage {
  q: string;
  found: FoundPublic[];
  pageNumber: number;
  more: boolean;
  /** The last page there is, though more would fit. */
  cut: number | null;
}

export function resultsPage(frame: Frame, { q, found, pageNumber, more, cut }: ResultsPage): string {
  const { t, base } = frame;
  const path = `${base}/tim?q=${encodeURIComponent(q)}`;
  return page(
    { ...frame, q },
    t('results', { q }),
    html`<h1>${t('results', { q })}</h1>
${found.length > 0 ? html`<ul class="list">${found.map((one) => result(frame, one))}</ul>` : html`<p role="status">${q.trim() === '' ? t('noWords') : t('noResults', { q })}</p>`}
${pager(frame, path, pageNumber, more)}${cut === null ? '' : html`<p>${t('tooMany', { n: cut })}</p>`}`,
    { index: false },
  );
}

function result(frame: Frame, { kind, code, name, position, organisation, phone, unitCode }: FoundPublic): Html {
  if (kind === 'organisation')
    return html`<li><a href="${unitPath(frame, { name, code })}"><b>${name}</b></a>${organisation ? html`<small>${organisation}</small>` : ''}${phone ? html`<small>${phoneLink(phone)}</small>` : ''}</li>
`;
  const unit =
    unitCode && organisation
      ? html`<a href="${unitPath(frame, { name: organisation, code: unitCode })}">${organisation}</a>`
      : organisation;
  return html`<li><b>${name}</b><small>${position}${unit ? html` · ${unit}` : ''}</small>${phone ? html`<small>${phoneLink(phone)}</small>` : ''}</li>
`;
}
