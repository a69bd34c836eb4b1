/** Where in the page somebody is. It is all in the URL's hash, so that a link says everything. */
import { AUDIT_FILTERS, type AuditFilter } from './audit/audit-api';
import { LETTER_FILTERS, LETTER_STATUSES, type LetterFilter, type LetterStatus } from './letters/letters-api';
import { useHash } from './ui/use-hash';

export type Place =
  | { at: 'sessions' }
  | { at: 'groups'; status: LetterStatus | 'all' }
  | { at: 'letters'; filter: LetterFilter }
  /** The filter is that of the list behind the letter. */
  | { at: 'letter'; origin: string; filter: LetterFilter }
  | { at: 'replays' }
  | { at: 'replay'; id: string }
  | { at: 'audit'; filter: AuditFilter };

/** The place that a hash names. What has no slash in front is of the sessions, which have a route of their own. */
export function parsePlace(hash: string): Place {
  if (!hash.startsWith('/')) return { at: 'sessions' };
  const [path = '', query = ''] = hash.slice(1).split(/\?(.*)/s);
  const [kind, name = ''] = path.split('/').map(decoded);
  const params = new URLSearchParams(query);
  if (kind === 'letters') {
    const filter = chosen(params, LETTER_FILTERS);
    return name ? { at: 'letter', origin: name, filter } : { at: 'letters', filter };
  }
  if (kind === 'replays') return name ? { at: 'replay', id: name } : { at: 'replays' };
  if (kind === 'audit') return { at: 'audit', filter: chosen(params, AUDIT_FILTERS) };
  const status = params.get('status');
  return { at: 'groups', status: [...LETTER_STATUSES, 'all' as const].find((each) => each === status) ?? 'open' };
}

export function formatPlace(place: Place): string {
  switch (place.at) {
    case 'sessions':
      return '';
    case 'groups':
      return withQuery('/groups', place.status === 'open' ? {} : { status: place.status });
    case 'letters':
      return withQuery('/letters', place.filter);
    case 'letter':
      return withQuery(`/letters/${encodeURIComponent(place.origin)}`, place.filter);
    case 'replays':
      return '/replays';
    case 'replay':
      return `/replays/${encodeURIComponent(place.id)}`;
    case 'audit':
      return withQuery('/audit', place.filter);
  }
}

export const hrefOf = (place: Place): string => `#${formatPlace(place)}`;

export function go(place: Place): void {
  location.hash = formatPlace(place);
}

export const usePlace = (): Place => parsePlace(useHash());

function chosen<Name extends string>(params: URLSearchParams, names: readonly Name[]): Partial<Record<Name, string>> {
  const entries = names.map((name) => [name, params.get(name)] as const).filter(([, value]) => value);
  return Object.fromEntries(entries) as Partial<Record<Name, string>>;
}

function withQuery(path: string, params: Record<string, string>): string {
  const query = new URLSearchParams(params).toString();
  return query ? `${path}?${query}` : path;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return '';
  }
}
