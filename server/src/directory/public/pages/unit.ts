import { type Html, html } from '../html.ts';
import { type Frame, page, showAddress, unitPath } from '../page.ts';
import type { ListedUnit, Official, OpenedUnit } from '../read.ts';
import type { PublishedRule } from '../rule.ts';
import type { Signer } from '../signed.ts';
import { unitList } from './home.ts';

export interface UnitPage {
  unit: OpenedUnit;
  officials: Official[];
  units: ListedUnit[];
  /** More units follow on the next page. */
  more: boolean;
  pageNumber: number;
  signer: Signer;
  rule: PublishedRule;
}

/** One organisation: how to reach it, its officials, the units below. */
export function unitPage(frame: Frame, input: UnitPage): string {
  const { t } = frame;
  const { unit, officials, units, signer, rule } = input;
  const shows = (field: 'phone' | 'fax' | 'address') => rule.fields.has(field);
  const fact = (label: string, value: Html | string | null | false) =>
    value ? html`<dt>${label}</dt><dd>${value}</dd>` : '';
  const above = unit.above ?? [];
  return page(
    frame,
    unit.name,
    html`<nav aria-label="${t('home')}"><ol><li><a href="${frame.base}">${t('home')}</a></li>${above.map(
      ({ code, name, shown }) =>
        code && shown
          ? html`<li><a href="${unitPath(frame, { code, name })}">${name}</a></li>`
          : html`<li>${name}</li>`,
    )}</ol></nav>
<div class="card"><h1>${unit.name}</h1>
<dl>${fact(t('street'), unit.street)}${fact(t('phone'), shows('phone') && unit.phone && phoneLink(unit.phone))}${fact(t('fax'), shows('fax') && unit.fax)}${fact(t('website'), unit.website && website(unit.website))}${fact(t('address'), shows('address') && unit.hasAddress === true && showAddress(frame, signer.sign(unit.code), unit.name, unit.code))}</dl></div>
<h2>${t('officials')}</h2>
${officials.length > 0 ? officialsTable(frame, t('officialsOf', { name: unit.name }), officials, { signer, unit: unit.code }, rule) : html`<p>${t('nobody')}</p>`}
${units.length > 0 ? html`<h2>${t('units')}</h2>${unitList(frame, units)}` : ''}
${pager(frame, unitPath(frame, unit), input.pageNumber, input.more)}`,
    { script: true },
  );
}

export function officialsTable(
  frame: Frame,
  caption: string,
  officials: Official[],
  /** Null: addresses are left out. */
  signing: { signer: Signer; unit: string } | null,
  { fields }: PublishedRule,
): Html {
  const { t } = frame;
  const phones = fields.has('phone');
  const addresses = fields.has('address') && signing !== null;
  return html`<div class="scroll"><table><caption class="hidden">${caption}</caption>
<thead><tr><th scope="col">${t('name')}</th><th scope="col">${t('position')}</th>${phones ? html`<th scope="col">${t('phone')}</th>` : ''}${addresses ? html`<th scope="col">${t('address')}</th>` : ''}</tr></thead>
<tbody>${officials.map(
    ({
      name,
      position,
      phone,
      code,
      hasAddress,
    }) => html`<tr><th scope="row">${name}</th><td>${position}</td>${phones ? html`<td class="num"${phone ? html` data-label="${t('phone')}"` : ''}>${phone ? phoneLink(phone) : ''}</td>` : ''}${addresses ? html`<td>${hasAddress ? showAddress(frame, signing.signer.sign(code), name, signing.unit) : ''}</td>` : ''}</tr>
`,
  )}</tbody></table></div>`;
}

export const phoneLink = (phone: string): Html => {
  const digits = phone.split(/[,;/]/, 1)[0]!.replace(/[^\d+]/g, '');
  return digits.length >= 3 ? html`<a href="tel:${digits}">${phone}</a>` : html`${phone}`;
};

function website(url: string): Html {
  const whole = /^https?:\/\//i.test(url) ? url : `https://${url}`;
  return URL.canParse(whole) ? html`<a href="${whole}" rel="noopener">${url}</a>` : html`${url}`;
}

export function pager({ t }: Frame, path: string, number: number, more: boolean): Html | '' {
  if (number === 1 && !more) return '';
  const to = (n: number) => `${path}${path.includes('?') ? '&' : '?'}trang=${n}`;
  return html`<p class="pages">${number > 1 ? html`<a href="${to(number - 1)}" rel="prev">${t('previous')}</a>` : ''}<span>${t('resultCount', { page: number })}</span>${more ? html`<a href="${to(number + 1)}" rel="next">${t('next')}</a>` : ''}</p>`;
}
