import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { loadAreaTexts } from '../../../app/i18n/index.ts';

const QuickFind = lazy(async () => {
  const [file] = await Promise.all([import('./QuickFind.tsx'), loadAreaTexts()]);
  return { default: file.QuickFind };
});

/** Opens the find box by Ctrl+K (⌘K) on every page; what uses the key itself, such as a text being written, keeps it. */
export function QuickFindKey(): ReactNode {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      if (event.defaultPrevented || (event.target as Element | null)?.closest?.('[contenteditable="true"]')) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  if (!open) return null;
  return (
    <Suspense>
      <QuickFind onClose={() => setOpen(false)} />
    </Suspense>
  );
}
