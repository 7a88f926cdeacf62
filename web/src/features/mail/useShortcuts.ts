import { useEffect, useRef } from 'react';

/** Key (as `KeyboardEvent.key`) → what it does. */
export type Shortcuts = Readonly<Record<string, () => void>>;

function isTyping(target: EventTarget | null): boolean {
  const element = target as HTMLElement | null;
  if (!element?.closest) return false;
  return (
    element.isContentEditable ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName) ||
    element.closest('[role="dialog"], [role="menu"], [data-no-shortcuts]') !== null
  );
}

/** A button or link that is focused takes Enter itself. */
const takesEnter = (target: EventTarget | null) => (target as HTMLElement | null)?.closest?.('button, a') != null;

/** Single-key shortcuts of the page, silent while one types or a dialog is open. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      if (isTyping(event.target) || (event.key === 'Enter' && takesEnter(event.target))) return;
      const act = latest.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
