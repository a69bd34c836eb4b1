import { useMemo, useRef } from 'preact/hooks';
import type { Session } from '../api';
import { durationOf, formatAgo, formatDuration, formatFullTime, formatTime, summaryOf } from '../ui/format';
import { Untrusted } from '../ui/untrusted';
import { keyOf } from './older';
import { goTo, hrefTo, sameKey, type Route } from './route';
import { StatusBadge } from './status';
import { useHighlight } from './use-highlight';

interface Props {
  session: Session;
  route: Route;
  now: number;
  /** When it was as it is shown; null when it is live. */
  asOf: number | null;
  arrived: boolean;
  tabStop: boolean;
  onFocus: () => void;
}

export function SessionRow({ session, route, now, asOf, arrived, tabStop, onFocus }: Props) {
  const row = useRef<HTMLTableRowElement>(null);
  const lastSeen = useRef<HTMLSpanElement>(null);
  const contents = useMemo(() => JSON.stringify({ ...session, last_seen_at: null }), [session]);
  useHighlight(row, contents, arrived);
  useHighlight(lastSeen, session.last_seen_at, false);

  const key = keyOf(session);
  const target = { ...route, selected: key };
  const selected = sameKey(route.selected, key);
  const summary = summaryOf(session.attributes);

  function onClick(event: MouseEvent) {
    const onLink = (event.target as Element).closest('a') !== null;
    if (!onLink && getSelection()?.isCollapsed) goTo(target);
  }

  return (
    <tr
      ref={row}
      role="row"
      class="session-row"
      data-testid="session-row"
      data-user={session.user_id}
      data-session={session.session_id}
      data-status={session.status}
      data-selected={selected}
      data-live={asOf === null}
      onClick={onClick}
    >
      <td role="cell" class="who">
        <div class="who-lines">
          <a
            class="session-link"
            href={hrefTo(target)}
            aria-current={selected}
            tabIndex={tabStop ? 0 : -1}
            onFocus={onFocus}
            title={`${session.user_id}\n${session.session_id}`}
          >
            <span class="user">
              <Untrusted text={session.user_id} />
            </span>
            <span class="session-id">
              <Untrusted text={session.session_id} />
            </span>
          </a>
          {summary && (
            <span class="summary" title={summary}>
              <Untrusted text={summary} />
            </span>
          )}
        </div>
      </td>
      <td role="cell" class="state">
        <StatusBadge status={session.status} />
      </td>
      <td role="cell" class="started" title={formatFullTime(session.started_at)}>
        {formatTime(session.started_at, now)}
      </td>
      <td role="cell" class="last-seen" title={formatFullTime(session.last_seen_at)}>
        <span ref={lastSeen}>
          {asOf === null ? formatAgo(session.last_seen_at, now) : formatTime(session.last_seen_at, now)}
        </span>
      </td>
      <td role="cell" class="duration">
        {formatDuration(durationOf(session, asOf ?? now))}
      </td>
    </tr>
  );
}
