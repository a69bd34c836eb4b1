import { STATUSES, type Status } from '../api';
import { useHash } from '../ui/use-hash';

/** A session's name: ids are unique per user only. */
export interface SessionKey {
  user: string;
  session: string;
}

/** What the person chose to see. It is the query of the live stream and, in the same form, the hash of the page's URL. */
export interface Route {
  status: Status | null;
  selected: SessionKey | null;
}

export function parseRoute(query: string): Route {
  const params = new URLSearchParams(query);
  const user = params.get('user');
  const session = params.get('session');
  return {
    status: STATUSES.find((status) => status === params.get('status')) ?? null,
    selected: user && session ? { user, session } : null,
  };
}

export function formatRoute({ status, selected }: Route): string {
  return new URLSearchParams({ ...(status && { status }), ...selected }).toString();
}

export function sameKey(a: SessionKey | null, b: SessionKey | null): boolean {
  return a?.user === b?.user && a?.session === b?.session;
}

export function goTo(route: Route): void {
  location.hash = formatRoute(route);
}

export const useRoute = (): Route => parseRoute(useHash());
