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
  ended_at: string | null;
  duration_seconds: number | null;
  attributes: Record<string, unknown>;
}

export interface PageVisit {
  event_id: string;
  url: string;
  title: string | null;
  visited_at: string;
  duration_ms: number | null;
}

/** Everything that the page shows, at one moment. */
export interface View {
  at: string;
  counts: Record<Status, number>;
  sessions: Session[];
  selected: { session: Session; page_visits: PageVisit[] } | null;
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
