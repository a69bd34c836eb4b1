/** What the server says: the shapes of its JSON, and its calls except the live stream. */

export const STATUSES = ['in_progress', 'completed', 'abandoned'] as const;
export type Status = (typeof STATUSES)[number];

export interface Session {
  user_id: string;
  session_id: string;
  status: Status;
  started_at: string | null;
  first_seen_at: string;
  last_seen_at: string;
  last_received_at: string;
  ended_at: string | null;
  end_reason: string | null;
  duration_seconds: number | null;
  /** `owner/name`, where the session names one. */
  repository: string | null;
  attributes: Record<string, unknown>;
}

export const TIMELINE_KINDS = [
  'started',
  'ended',
  'abandoned',
  'page_visit',
  'activity',
  'tab_closed',
  'operation',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** Something that happened in a session. */
export interface TimelineEntry {
  at: string;
  kind: TimelineKind;
  event_id?: string | null;
  title?: string | null;
  url?: string | null;
  /** What kind of activity it was. */
  activity?: string | null;
  duration_ms?: number | null;
  data?: Record<string, unknown> | null;
}

/** Minutes in columns: equally long, one element a minute. */
export interface MinuteColumns {
  minute: string[];
  started: number[];
  /** Sessions that were first heard of without a start. */
  unstarted: number[];
  ended: number[];
  abandoned: number[];
}

/** How events get from Kafka to the store. What is null is not known. */
export interface Pipeline {
  /** Each lane, and how many events wait in it. */
  lanes: { lane: string; lag: number | null }[];
  newest_row_seconds: number | null;
  retries_waiting: number | null;
  dead_letters: number | null;
  store: 'up' | 'down';
  /** Lanes that wait for an operator. */
  stopped: string[];
}

/** What the page shows, at one moment. */
export interface View {
  at: string;
  /** Of all sessions that somebody may see. */
  counts: Record<Status, number>;
  /** Sessions in progress, of the repository that was asked for. */
  active: number | null;
  /** In the last whole minute. */
  per_minute: { started: number; ended: number; abandoned: number } | null;
  /** Minutes to put in place of what is known of them; at first all in which something happened. */
  minutes: MinuteColumns | null;
  /** The newest of the filter. */
  sessions: Session[];
  /** What to ask for behind them; null when they are all. */
  more: string | null;
  /** With the newest of what happened in it. */
  selected: { session: Session; timeline: TimelineEntry[] } | null;
  /** Null for somebody who may not see it. */
  pipeline: Pipeline | null;
}

export interface SignInOptions {
  local: boolean;
  ingest_url: string;
}

export type Role = 'view' | 'operate';

/** An answer that is not a success (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Names the reason for programs; null when the server gave none. */
    readonly code: string | null = null,
  ) {
    super(message);
  }

  static async of(response: Response): Promise<Problem> {
    const body = await response.json().catch(() => null);
    const message = body?.detail ?? body?.title ?? `The server answered ${response.status}.`;
    return new Problem(response.status, message, body?.code ?? null);
  }
}

export async function signInOptions(): Promise<SignInOptions> {
  return answer(await fetch('/api/v1/sign-in'));
}

export async function signInLocally(role: Role): Promise<string> {
  const response = await fetch('/api/v1/sign-in/local', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ as: role }),
  });
  return (await answer<{ token: string }>(response)).token;
}

/** Why a call failed, in words for the person at the page. */
export function reasonOf(failure: unknown): string {
  return failure instanceof Problem ? failure.message : 'The server does not answer.';
}

async function answer<T>(response: Response): Promise<T> {
  if (!response.ok) throw await Problem.of(response);
  return response.json();
}
