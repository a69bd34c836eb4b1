import { STATUSES, type Status } from '../api';
import type { Hours } from '../charts/course';
import { useHash } from '../ui/use-hash';

/** A session's name: ids are unique per user only. */
export interface SessionKey {
  user: string;
  session: string;
}

/** By what the sessions are narrowed. The times are of when a session was opened; `q` is the beginning of a name. */
export interface SessionFilter {
  status: Status | null;
  q: string | null;
  user: string | null;
  repository: string | null;
  from: string | null;
  to: string | null;
}

/** What the person chose to see. All of it is in the URL's hash, so that a link says everything. */
export interface Route {
  filter: SessionFilter;
  selected: SessionKey | null;
  /** How far back the charts go. */
  hours: Hours;
}

export const NO_FILTER: SessionFilter = { status: null, q: null, user: null, repository: null, from: null, to: null };

export function parseRoute(query: string): Route {
  const params = new URLSearchParams(query);
  const user = params.get('selected_user');
  const session = params.get('selected_session');
  return {
    filter: {
      status: STATUSES.find((status) => status === params.get('status')) ?? null,
      q: params.get('q') || null,
      user: params.get('user') || null,
      repository: params.get('repository') || null,
      from: timeIn(params.get('from')),
      to: timeIn(params.get('to')),
    },
    selected: user && session ? { user, session } : null,
    hours: params.get('hours') === '24' ? 24 : 1,
  };
}

export function formatRoute(route: Route): string {
  const { hours } = route;
  return new URLSearchParams([...paramsOf(route), ...(hours === 24 ? [['hours', '24']] : [])]).toString();
}

/** The query of the live stream: the same, but for what only the page cares about. */
export const liveQueryOf = (route: Route): string => new URLSearchParams(paramsOf(route)).toString();

function paramsOf({ filter, selected }: Route): string[][] {
  return [
    ...Object.entries(filter).filter(([, value]) => value !== null),
    ...(selected ? [['selected_user', selected.user], ['selected_session', selected.session]] : []),
  ];
}

export function sameKey(a: SessionKey | null, b: SessionKey | null): boolean {
  return a?.user === b?.user && a?.session === b?.session;
}

export const hrefTo = (route: Route): string => `#${formatRoute(route)}`;

/** The link to a session, from elsewhere. */
export const hrefOfSession = (selected: SessionKey): string => hrefTo({ filter: NO_FILTER, selected, hours: 1 });

export function goTo(route: Route): void {
  location.hash = formatRoute(route);
}

export const useRoute = (): Route => parseRoute(useHash());

/** A time as the API writes it; what is none, nobody can have meant. */
function timeIn(text: string | null): string | null {
  const time = text ? Date.parse(text) : NaN;
  return Number.isNaN(time) ? null : new Date(time).toISOString();
}
