import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Lights an element up for a moment when its contents changed and, if it has just arrived, at first too. */
export function useHighlight(element: RefObject<HTMLElement | null>, contents: string, arrived: boolean): void {
  const before = useRef(arrived ? null : contents);
  useEffect(() => {
    if (before.current === contents) return;
    before.current = contents;
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    // In steps: on a busy page many rows light up at once, and each step is painted.
    element.current?.animate([{ backgroundColor: 'var(--highlight)' }, {}], { duration: 1600, easing: 'steps(8)' });
  }, [contents]);
}
