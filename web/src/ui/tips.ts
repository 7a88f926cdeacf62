import styles from './tips.module.css';

/** Before a tip shows; right after another one it shows at once. */
const patience = 450;
const warm = 350;

/**
 * The names of icon buttons as tips: one layer for the whole page, which reads `data-tip` and `data-tip-key` from what the
 * pointer rests on or the keyboard has reached. It says nothing that `aria-label` doesn't.
 */
export function startTips(): void {
  const tip = document.createElement('div');
  tip.className = styles.tip ?? '';
  tip.ariaHidden = 'true';
  let shownFor: HTMLElement | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let hiddenAt = 0;

  const hide = () => {
    clearTimeout(timer);
    if (!shownFor) return;
    shownFor = null;
    hiddenAt = performance.now();
    tip.remove();
  };
  const show = (target: HTMLElement) => {
    // What it opened says more than its name.
    if (!target.isConnected || target.ariaExpanded === 'true') return;
    shownFor = target;
    tip.textContent = target.dataset.tip ?? '';
    const { tipKey } = target.dataset;
    if (tipKey) tip.append(Object.assign(document.createElement('kbd'), { textContent: tipKey }));
    document.body.append(tip);
    place(tip, target.getBoundingClientRect());
  };
  const soon = (target: HTMLElement | null) => {
    if (target === shownFor) return;
    hide();
    if (!target) return;
    const wait = performance.now() - hiddenAt < warm ? 0 : patience;
    timer = setTimeout(() => show(target), wait);
  };
  const owner = (event: Event) => (event.target as Element | null)?.closest?.<HTMLElement>('[data-tip]') ?? null;

  // A finger that rests on a button means something else.
  document.addEventListener('pointerover', (event) => event.pointerType !== 'touch' && soon(owner(event)));
  document.addEventListener('focusin', (event) => {
    const target = owner(event);
    if (target?.matches(':focus-visible')) soon(target);
  });
  for (const type of ['pointerdown', 'keydown', 'focusout', 'scroll']) document.addEventListener(type, hide, true);
}

function place(tip: HTMLElement, target: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect();
  const below = target.bottom + 6 + height < innerHeight;
  const left = target.left + target.width / 2 - width / 2;
  tip.style.left = `${Math.round(Math.min(Math.max(left, 6), innerWidth - width - 6))}px`;
  tip.style.top = `${Math.round(below ? target.bottom + 6 : target.top - height - 6)}px`;
}
