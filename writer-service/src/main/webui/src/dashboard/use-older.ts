import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { View } from '../api';
import { useAccess } from '../ui/access';
import { belowView, withFresh, type Older } from './older';
import type { SessionFilter } from './route';
import { MOST_A_PAGE, sessionPage } from './sessions-api';

const PAGE = 50;

export interface OlderSessions {
  /** Null while none were asked for. */
  older: Older | null;
  hasMore: boolean;
  isLoading: boolean;
  failure: unknown;
  more: () => void;
  /** Loads what is shown once more, without what is behind it. */
  refresh: () => void;
}

/** The sessions below those of the view, on demand. Of another filter it has to be another list. */
export function useOlder(filter: SessionFilter, view: View): OlderSessions {
  const access = useAccess();
  const [older, setOlder] = useState<Older | null>(null);
  const [isLoading, setLoading] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const latest = useRef(view);
  const abort = useRef(new AbortController());
  useEffect(() => () => abort.current.abort(), []);

  useLayoutEffect(() => {
    const before = latest.current.sessions;
    latest.current = view;
    setOlder((older) => older && belowView(withFresh(older, view.selected?.session ?? null), before, view));
  }, [view]);

  async function load(behind: Older | null, limit: number) {
    const { signal } = abort.current;
    const asked = latest.current;
    setLoading(true);
    setFailure(null);
    try {
      const { items, next } = await sessionPage(access, filter, behind ? behind.next : asked.more, limit, signal);
      if (signal.aborted) return;
      setOlder((older) =>
        behind
          ? older && { ...older, items: [...older.items, ...items], next }
          : belowView({ items, next, at: Date.parse(asked.at), hasGap: false }, asked.sessions, latest.current),
      );
    } catch (failure) {
      if (!signal.aborted) setFailure(failure);
    }
    if (!signal.aborted) setLoading(false);
  }

  return {
    older,
    hasMore: (older ? older.next : view.more) !== null,
    isLoading,
    failure,
    more: () => void load(older, PAGE),
    refresh: () => void load(null, Math.min(MOST_A_PAGE, Math.max(PAGE, older?.items.length ?? 0))),
  };
}
