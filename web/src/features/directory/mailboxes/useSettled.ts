import { useEffect, useState } from 'react';

/** The value once it has not changed for a moment. Compared by what it says, not by identity. */
export function useSettled<T>(value: T, pause = 250): T {
  const [settled, setSettled] = useState(value);
  const text = JSON.stringify(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text ?? 'null') as T), pause);
    return () => clearTimeout(timer);
  }, [text, pause]);
  return settled;
}
