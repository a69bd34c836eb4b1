import { useEffect, useRef, useState } from 'preact/hooks';

/** The latest value, but no more often than that: what is dear to draw is drawn for the last of several. Another key is at once. */
export function useAtMostEvery<T>(everyMs: number, value: T, key: string): T {
  const drawn = useRef({ value, key, at: Date.now() });
  const [, redraw] = useState(0);
  const wait = drawn.current.at + everyMs - Date.now();
  if (drawn.current.key !== key || wait <= 0) drawn.current = { value, key, at: Date.now() };
  const isBehind = drawn.current.value !== value;
  useEffect(() => {
    if (!isBehind) return;
    const timer = setTimeout(() => redraw((count) => count + 1), wait);
    return () => clearTimeout(timer);
  }, [isBehind]);
  return drawn.current.value;
}
