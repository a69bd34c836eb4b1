/** How times, durations, numbers and attributes read. What cannot be read is a dash. */
import type { Session } from '../api';

const NONE = '–';
const SECOND = 1;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

const NUMBER = new Intl.NumberFormat('en');
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const HOUR_AND_MINUTE = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DAY_AND_CLOCK = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const DAY_AND_YEAR = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const DATE_AND_CLOCK = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });

export const formatCount = (count: number): string => NUMBER.format(count);

/** `42s`, `30m 00s`, `1h 05m`, `3d 04h`: two units at most. */
export function formatDuration(seconds: number | null): string {
  if (seconds === null || !Number.isFinite(seconds) || seconds < 0) return NONE;
  const whole = Math.floor(seconds);
  if (whole < MINUTE) return `${whole}s`;
  if (whole < HOUR) return pair(whole, MINUTE, 'm', SECOND, 's');
  if (whole < DAY) return pair(whole, HOUR, 'h', MINUTE, 'm');
  return pair(whole, DAY, 'd', HOUR, 'h');
}

function pair(seconds: number, large: number, largeName: string, small: number, smallName: string): string {
  const rest = Math.floor((seconds % large) / small);
  return `${formatCount(Math.floor(seconds / large))}${largeName} ${String(rest).padStart(2, '0')}${smallName}`;
}

/** A visit's duration: shorter ones matter, so milliseconds count. */
export function formatMillis(ms: number | null): string {
  if (ms === null || !Number.isFinite(ms) || ms < 0) return NONE;
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)}s` : formatDuration(ms / 1000);
}

/** `12s ago`; client clocks may be ahead, hence `in 3h`. */
export function formatAgo(iso: string | null, now: number): string {
  const seconds = (now - parse(iso)) / 1000;
  if (Number.isNaN(seconds)) return NONE;
  if (Math.abs(seconds) < 2) return 'just now';
  const magnitude = Math.abs(seconds);
  const text =
    magnitude < MINUTE ? `${Math.floor(magnitude)}s`
    : magnitude < HOUR ? `${Math.floor(magnitude / MINUTE)}m`
    : magnitude < DAY ? `${Math.floor(magnitude / HOUR)}h`
    : magnitude < YEAR ? `${Math.floor(magnitude / DAY)}d`
    : `${formatCount(Math.floor(magnitude / YEAR))}y`;
  return seconds < 0 ? `in ${text}` : `${text} ago`;
}

/** The time alone today, the day with it this year, the day alone before. */
export function formatTime(iso: string | null, now: number): string {
  const time = parse(iso);
  if (Number.isNaN(time)) return NONE;
  const date = new Date(time);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return CLOCK.format(time);
  return (date.getFullYear() === today.getFullYear() ? DAY_AND_CLOCK : DAY_AND_YEAR).format(time);
}

/** `13:42`, of a time in milliseconds since 1970. */
export const formatClock = (time: number): string => HOUR_AND_MINUTE.format(time);

export function formatFullTime(iso: string | null): string {
  const time = parse(iso);
  return Number.isNaN(time) ? NONE : DATE_AND_CLOCK.format(time);
}

/** How long the session took or, while it is in progress, has been going on. */
export function durationOf(session: Session, now: number): number | null {
  if (session.status !== 'in_progress') return session.duration_seconds;
  return session.started_at === null ? null : Math.max(0, (now - parse(session.started_at)) / 1000);
}

/** The attributes in one line: the pull request first, in the form that people know, then the others. */
export function summaryOf(attributes: Record<string, unknown>): string {
  const { repo_owner, repo_name, pr_number, ...others } = attributes;
  const repository = [repo_owner, repo_name].filter(isShown).map(formatValue).join('/');
  const pullRequest = isShown(pr_number) ? `#${formatValue(pr_number)}` : '';
  const rest = Object.entries(others)
    .filter(([, value]) => isShown(value))
    .slice(0, 2)
    .map(([name, value]) => `${name} ${formatValue(value).slice(0, 100)}`);
  return [repository + pullRequest, ...rest].filter(Boolean).join(' · ');
}

export function formatValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The link for an untrusted URL, or null when it must stay text. */
export function safeHref(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed && ['http:', 'https:'].includes(parsed.protocol) ? parsed.href : null;
}

const isShown = (value: unknown): boolean => value !== null && value !== undefined && value !== '';
const parse = (iso: string | null): number => (iso === null ? NaN : Date.parse(iso));
