/** The calls for sessions beside the live stream. */
import type { Session, TimelineEntry } from '../api';
import { ask, type Access } from '../ui/access';
import type { Page } from '../ui/use-pages';
import type { SessionFilter, SessionKey } from './route';

/** What happened to the sessions of a repository. */
export interface Repository {
  repository: string;
  started: number;
  ended: number;
  abandoned: number;
  /** Of those that ended; null when none did. */
  median_seconds: number | null;
}

/** The most that a page of a list holds. */
export const MOST_A_PAGE = 200;

/** Sessions, the newest first. */
export async function sessionPage(
  access: Access,
  filter: SessionFilter,
  after: string | null,
  limit: number,
  signal: AbortSignal,
): Promise<Page<Session>> {
  const query = { ...filter, limit, after };
  const { value } = await ask<{ sessions: Session[]; next: string | null }>(access, '/api/v1/sessions', { query, signal });
  return { items: value.sessions, next: value.next };
}

/** What happened in a session, the newest first. */
export async function timelinePage(
  access: Access,
  { user, session }: SessionKey,
  after: string | null,
  signal: AbortSignal,
): Promise<Page<TimelineEntry>> {
  const path = `/api/v1/sessions/${encodeURIComponent(user)}/${encodeURIComponent(session)}/timeline`;
  const call = { query: { limit: MOST_A_PAGE, after }, signal };
  const { value } = await ask<{ entries: TimelineEntry[]; next: string | null }>(access, path, call);
  return { items: value.entries, next: value.next };
}

/** The busiest repositories between two times, at most a day apart. */
export async function busiestRepositories(
  access: Access,
  from: string,
  to: string,
  limit: number,
  signal: AbortSignal,
): Promise<Repository[]> {
  const call = { query: { from, to, limit }, signal };
  return (await ask<{ repositories: Repository[] }>(access, '/api/v1/repositories', call)).value.repositories;
}
