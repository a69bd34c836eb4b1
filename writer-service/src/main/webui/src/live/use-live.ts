import { useEffect, useRef, useState } from 'preact/hooks';
import type { View } from '../api';
import { follow } from './follow';

export type Connection = { state: 'connecting' } | { state: 'live' } | { state: 'disconnected'; reason: string };

/** A view with the query that it answers, and how far the server's clock is ahead of ours. */
export interface Shown {
  view: View;
  query: string;
  clockSkewMs: number;
}

/** The latest view. Another query opens another stream; what was shown stays until that one's first view. */
export function useLive(
  token: string,
  query: string,
  onRefused: (status: 401 | 403, worked: boolean) => void,
): { shown: Shown | null; connection: Connection } {
  const [shown, setShown] = useState<Shown | null>(null);
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' });
  const worked = useRef(false);

  useEffect(() => {
    const abort = new AbortController();
    const follower = {
      onView(view: View) {
        worked.current = true;
        setShown({ view, query, clockSkewMs: Date.parse(view.at) - Date.now() });
        setConnection({ state: 'live' });
      },
      onLost: (reason: string) => setConnection({ state: 'disconnected', reason }),
      onRefused: (status: 401 | 403) => onRefused(status, worked.current),
    };
    void follow(query, token, follower, abort.signal);
    return () => abort.abort();
  }, [token, query]);

  return { shown, connection };
}
