import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { useKeyDown } from './use-key-down';
import { isForPage } from './use-shortcuts';

/** The row of each list that had the focus, so that who comes back goes on there. */
const lastRow = new Map<string, string>();

export interface Rows<E extends HTMLElement> {
  container: RefObject<E | null>;
  /** What the link in the row of this id wants. */
  link: (id: string) => { class: string; tabIndex: number; onFocus: () => void };
}

/** Rows with a link each: one stop of the Tab key; j, k and the arrows move among them, and Enter follows the link. */
export function useRows<E extends HTMLElement>(list: string, ids: string[]): Rows<E> {
  const container = useRef<E>(null);
  const [active, setActive] = useState<string | null>(null);
  const wanted = active ?? lastRow.get(list) ?? null;
  const activeIndex = Math.max(0, wanted === null ? 0 : ids.indexOf(wanted));
  const links = () => [...(container.current?.querySelectorAll<HTMLElement>('.row-link') ?? [])];

  useLayoutEffect(() => setActive(null), [list]);

  useLayoutEffect(() => {
    const cameBack = lastRow.has(list) && document.activeElement === document.body;
    if (ids.length > 0 && cameBack) links()[activeIndex]?.focus();
  }, [list, ids.length > 0]);

  useKeyDown((event) => {
    const step = stepOf(event, container.current);
    if (step === 0) return;
    event.preventDefault();
    const rows = links();
    const from = rows.indexOf(document.activeElement as HTMLElement);
    rows[from < 0 ? activeIndex : Math.min(rows.length - 1, Math.max(0, from + step))]?.focus();
  });

  return {
    container,
    link: (id) => ({
      class: 'row-link',
      tabIndex: id === ids[activeIndex] ? 0 : -1,
      onFocus: () => {
        lastRow.set(list, id);
        setActive(id);
      },
    }),
  };
}

/** Where a key moves to in a list: j and k from anywhere, the arrows from within. */
export function stepOf(event: KeyboardEvent, list: HTMLElement | null): -1 | 0 | 1 {
  if (!list || !isForPage(event)) return 0;
  const isInList = list.contains(event.target as Element);
  if (event.key === 'j' || (isInList && event.key === 'ArrowDown')) return 1;
  if (event.key === 'k' || (isInList && event.key === 'ArrowUp')) return -1;
  return 0;
}
