import type { Session, View } from '../api';
import type { SessionKey } from './route';

/**
 * Sessions below the live ones: those that were loaded page by page, and those that newer ones have pushed out of the
 * live list since. They are as they were.
 */
export interface Older {
  items: Session[];
  /** What to ask for behind them; null when that is all. */
  next: string | null;
  /** When the first of them was loaded, by the server's clock. */
  at: number;
  /** Whether there are some between them and the live ones that nobody has loaded. */
  hasGap: boolean;
}

/** More of them nobody reads; what is pushed out then is missing, and said to be. */
const MOST = 2000;

export const keyOf = ({ user_id, session_id }: Session): SessionKey => ({ user: user_id, session: session_id });

/** The name of a session as one text. */
export const nameOf = (session: Session): string => JSON.stringify([session.user_id, session.session_id]);

/**
 * The sessions below those of a view. Of the live ones before, those that are not in it any more were pushed out if they
 * were opened no later than its last; else they are not of the filter any more, and gone. When the view is all there is,
 * nothing is below it.
 */
export function belowView(older: Older, before: Session[], view: View): Older | null {
  const last = view.sessions.at(-1);
  if (view.more === null || !last) return null;
  const live = new Set(view.sessions.map(nameOf));
  const out = before.filter((session) => !live.has(nameOf(session)) && openedAt(session) <= openedAt(last));
  const known = new Set([...before, ...older.items].map(nameOf));
  const hasGap = older.hasGap || !view.sessions.some((session) => known.has(nameOf(session)));
  if (older.items.length + out.length > MOST) return { ...older, hasGap: hasGap || out.length > 0 };
  if (out.length === 0) return hasGap === older.hasGap ? older : { ...older, hasGap };
  const names = new Set(out.map(nameOf));
  return { ...older, items: [...out, ...older.items.filter((session) => !names.has(nameOf(session)))], hasGap };
}

/** The older ones, of which one is known as it is now. */
export function withFresh(older: Older, fresh: Session | null): Older {
  const index = fresh ? older.items.findIndex((session) => nameOf(session) === nameOf(fresh)) : -1;
  return index < 0 ? older : { ...older, items: older.items.with(index, fresh!) };
}

/** What to show below the live ones: no session is there twice. */
export function notLive(older: Older, live: Session[]): Session[] {
  const names = new Set(live.map(nameOf));
  return older.items.filter((session) => !names.has(nameOf(session)));
}

const openedAt = ({ started_at, first_seen_at }: Session): number => Date.parse(started_at ?? first_seen_at);
