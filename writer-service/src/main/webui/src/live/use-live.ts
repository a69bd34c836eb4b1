import { useEffect, useRef, useState } from 'preact/hooks';
import type { View } from '../api';
import { follow } from './follow';
import { merged, NO_MINUTES, type Minutes } from './minutes';

export type Connection =
  | { state: 'connecting' }
  | { state: 'live' }
  /** Since when, by the clock of this machine. */
  | { state: 'disconnected'; since: number; reason: string };

/** A view with the query that it answers, all minutes, and how far the server's clock is ahead of ours. */
export interface Shown {
  view: View;
  query: string;
  minutes: Minutes;
  clockSkewMs: number;
}

/** Minutes, what they are of, and the view that they are complete with. */
interface Known {
  of: string;
  minutes: Minutes;
  id: string | null;
  heardAt: number;
}

/** The server says what changed for an hour; later it says everything again. */
const GOES_ON_MS = 55 * 60_000;

/**
 * The latest view. Another query opens another stream; what was shown stays until that one's first view. The minutes go
 * on from stream to stream while they are of the same.
 */
export function useLive(
  token: string,
  query: string,
  minutesOf: string,
  onRefused: (status: 401 | 403, worked: boolean) => void,
): { shown: Shown | null; connection: Connection } {
  const [shown, setShown] = useState<Shown | null>(null);
  const [connection, setConnection] = useState<Connection>({ state: 'connecting' });
  const worked = useRef(false);
  const known = useRef<Known | null>(null);

  useEffect(() => {
    const abort = new AbortController();
    const follower = {
      lastEventId() {
        const before = known.current;
        return before?.of === minutesOf && Date.now() - before.heardAt < GOES_ON_MS ? before.id : null;
      },
      onView(view: View, id: string | null, isContinued: boolean) {
        const now = Date.parse(view.at);
        const before = (isContinued && known.current?.minutes) || NO_MINUTES;
        const minutes = merged(before, view.minutes, now);
        known.current = { of: minutesOf, minutes, id, heardAt: Date.now() };
        worked.current = true;
        setShown({ view, query, minutes, clockSkewMs: now - Date.now() });
        setConnection({ state: 'live' });
      },
      onLost: (reason: string) =>
        setConnection((before) => ({
          state: 'disconnected',
          since: before.state === 'disconnected' ? before.since : Date.now(),
          reason,
        })),
      onRefused: (status: 401 | 403) => onRefused(status, worked.current),
    };
    void follow(query, token, follower, abort.signal);
    return () => abort.abort();
  }, [token, query]);

  return { shown, connection };
}
