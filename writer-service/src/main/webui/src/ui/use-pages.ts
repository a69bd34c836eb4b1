import { useEffect, useRef, useState } from 'preact/hooks';

/** Some of a list, and what to ask for behind it. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

export interface Pages<T> {
  /** All that was loaded so far; null before the first page. */
  items: T[] | null;
  hasMore: boolean;
  isLoading: boolean;
  failure: unknown;
  more: () => void;
  reload: () => void;
}

const PAGE = 50;
const MOST_AT_ONCE = 500;

/** How much of each list was loaded, so that who comes back finds as much of it. */
const loadedBefore = new Map<string, number>();

interface State<T> extends Page<T> {
  loaded: boolean;
  isLoading: boolean;
  failure: unknown;
}

/** A list page by page. Another key is another list. */
export function usePages<T>(
  load: (after: string | null, limit: number, signal: AbortSignal) => Promise<Page<T>>,
  key: string,
): Pages<T> {
  const [state, setState] = useState<State<T>>(NOTHING);
  const abort = useRef(new AbortController());

  async function append(before: Page<T>, limit: number, { signal }: AbortController) {
    setState((state) => ({ ...state, isLoading: true, failure: null }));
    try {
      const page = await load(before.next, limit, signal);
      if (signal.aborted) return;
      const items = [...before.items, ...page.items];
      loadedBefore.set(key, items.length);
      setState({ items, next: page.next, loaded: true, isLoading: false, failure: null });
    } catch (failure) {
      if (!signal.aborted) setState((state) => ({ ...state, isLoading: false, failure }));
    }
  }

  function begin() {
    abort.current.abort();
    abort.current = new AbortController();
    const limit = Math.min(MOST_AT_ONCE, Math.max(PAGE, loadedBefore.get(key) ?? 0));
    void append({ items: [], next: null }, limit, abort.current);
  }

  useEffect(() => {
    setState(NOTHING);
    begin();
    return () => abort.current.abort();
  }, [key]);

  return {
    items: state.loaded ? state.items : null,
    hasMore: state.next !== null,
    isLoading: state.isLoading,
    failure: state.failure,
    more: () => void append(state, PAGE, abort.current),
    reload: begin,
  };
}

const NOTHING = { items: [], next: null, loaded: false, isLoading: true, failure: null };
