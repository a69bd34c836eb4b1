import { Problem, reasonOf, type View } from '../api';
import { backoff, pause } from './backoff';
import { messages, type Message } from './sse';

/** The server pings every 10 s; a connection this quiet is dead. */
const SILENCE_MS = 15_000;

export interface Follower {
  /** Which view to go on from, asked before each connection; null to begin anew. */
  lastEventId(): string | null;
  /** A view, the id to go on from, and whether it goes on from the view before. */
  onView(view: View, id: string | null, isContinued: boolean): void;
  onLost(reason: string): void;
  onRefused(status: 401 | 403): void;
}

/** Follows the live view, reconnecting for as long as it takes, until the signal aborts or the token is refused. */
export async function follow(query: string, token: string, follower: Follower, signal: AbortSignal): Promise<void> {
  for (let attempt = 0; !signal.aborted; attempt++) {
    let reason = 'The server closed the connection.';
    try {
      const lastEventId = follower.lastEventId();
      let isContinued = lastEventId !== null;
      for await (const { data, id } of views(query, token, lastEventId, signal)) {
        if (signal.aborted) return;
        attempt = 0;
        follower.onView(JSON.parse(data) as View, id, isContinued);
        isContinued = true;
      }
    } catch (failure) {
      if (signal.aborted) return;
      if (isRefusal(failure)) return follower.onRefused(failure.status);
      reason = reasonOf(failure);
    }
    if (signal.aborted) return;
    follower.onLost(reason);
    await pause(backoff(attempt), signal);
  }
}

async function* views(
  query: string,
  token: string,
  lastEventId: string | null,
  signal: AbortSignal,
): AsyncGenerator<Message> {
  const silence = new AbortController();
  let timer = 0;
  const heard = () => {
    clearTimeout(timer);
    timer = window.setTimeout(() => silence.abort(), SILENCE_MS);
  };
  try {
    heard();
    const response = await fetch(`/api/v1/dashboard/live${query && `?${query}`}`, {
      headers: {
        Authorization: `Bearer ${token}`,
        Accept: 'text/event-stream',
        ...(lastEventId && { 'Last-Event-ID': lastEventId }),
      },
      cache: 'no-store',
      signal: AbortSignal.any([signal, silence.signal]),
    });
    if (!response.ok) throw await Problem.of(response);
    for await (const message of messages(response.body!, heard)) {
      if (message.event === 'view') yield message;
    }
  } finally {
    clearTimeout(timer);
  }
}

function isRefusal(failure: unknown): failure is Problem & { status: 401 | 403 } {
  return failure instanceof Problem && (failure.status === 401 || failure.status === 403);
}
