import { html } from '../html.ts';
import { type Frame, page } from '../page.ts';

/** One address, for who pressed the button without a script. */
export function addressPage(
  frame: Frame,
  { name, address, back }: { name: string; address: string; back: string | null },
): string {
  const { t } = frame;
  return page(
    frame,
    t('addressOf', { name }),
    html`<div class="card"><h1>${t('addressOf', { name })}</h1>
<p><a href="mailto:${encodeURIComponent(address).replace('%40', '@')}">${address}</a></p>
${back ? html`<p><a href="${back}">${t('back')}</a></p>` : ''}</div>`,
    { index: false },
  );
}

export type Problem = 'notFound' | 'notPublished' | 'expired' | 'tooManyRequests' | 'unavailable';

/** What went wrong, and what to do. */
export function problemPage(frame: Frame, problem: Problem): string {
  const { t, base } = frame;
  return page(
    frame,
    t(problem),
    html`<div class="card"><h1>${t(problem)}</h1><p>${t(`${problem}Text`)}</p><p><a href="${base}">${t('home')}</a></p></div>`,
    { index: false },
  );
}
