import type { DragEvent } from 'react';
import type { Id } from '../../api/jmap/types.ts';
import { t } from '../../app/i18n/index.ts';
import type { View } from './store/view.ts';

/** Rows on their way to a folder. Kept here, as a drop target can't read the data before the drop. */
interface Drag {
  view: View;
  ids: readonly Id[];
}

let current: Drag | null = null;

export function dragged(): Drag | null {
  return current;
}

export function startDrag(event: DragEvent, drag: Drag): void {
  current = drag;
  const badge = document.createElement('div');
  badge.textContent = t('list.total', { n: drag.ids.length });
  badge.style.cssText =
    'position:fixed;top:-100px;padding:7px 14px;border-radius:8px;background:#1d4f91;color:#fff;font:500 13px var(--font)';
  document.body.append(badge);
  event.dataTransfer.setDragImage(badge, -12, -8);
  event.dataTransfer.effectAllowed = 'move';
  setTimeout(() => badge.remove());
}

export function endDrag(): void {
  current = null;
}
