import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Session, View } from '../api';
import { Failure } from '../ui/failure';
import { formatCount, formatTime } from '../ui/format';
import { useKeyDown } from '../ui/use-key-down';
import { stepOf } from '../ui/use-rows';
import { isNarrowed } from './filter-form';
import { keyOf, nameOf, notLive } from './older';
import { goTo, NO_FILTER, sameKey, type Route, type SessionFilter, type SessionKey } from './route';
import './session-list.css';
import { SessionRow } from './session-row';
import { useOlder, type OlderSessions } from './use-older';

interface Props {
  view: View;
  /** What the view is of, which may be the choice before. */
  shownFilter: SessionFilter;
  route: Route;
  now: number;
}

/**
 * The newest sessions, which are live, and below them older ones on demand. The rows are one stop of the Tab key; j, k and
 * the arrows move among them, and Enter follows the row's link.
 */
export function SessionList({ view, shownFilter, route, now }: Props) {
  const list = useRef<HTMLTableElement>(null);
  const pages = useOlder(shownFilter, view);
  const older = pages.older ? notLive(pages.older, view.sessions) : [];
  const all = [...view.sessions, ...older];
  const [active, setActive] = useState<SessionKey | null>(route.selected);
  const activeIndex = Math.max(0, all.findIndex((session) => sameKey(keyOf(session), active)));
  const links = () => [...(list.current?.querySelectorAll<HTMLElement>('.session-link') ?? [])];

  // Rows of the first view were there before; later ones arrive, which is worth a highlight.
  const seated = useRef(false);
  useEffect(() => {
    seated.current = true;
  }, []);

  // The detail closes with what has the focus in it: it goes back to where it came from.
  useLayoutEffect(() => {
    if (route.selected) setActive(route.selected);
    else if (active && document.activeElement === document.body) links()[activeIndex]?.focus();
  }, [route.selected?.user, route.selected?.session]);

  useKeyDown((event) => {
    const step = stepOf(event, list.current);
    if (step === 0) return;
    event.preventDefault();
    const rows = links();
    const focused = rows.indexOf(document.activeElement as HTMLElement);
    // From the detail it goes on from the session that is open.
    const from = focused < 0 && route.selected ? activeIndex : focused;
    rows[from < 0 ? activeIndex : Math.min(rows.length - 1, Math.max(0, from + step))]?.focus();
  });

  if (all.length === 0) return <NoneOfThese filter={shownFilter} onAll={() => goTo({ ...route, filter: NO_FILTER })} />;

  const row = (session: Session, index: number, asOf: number | null) => (
    <SessionRow
      key={nameOf(session)}
      session={session}
      route={route}
      now={now}
      asOf={asOf}
      arrived={seated.current && asOf === null}
      tabStop={index === activeIndex}
      onFocus={() => setActive(keyOf(session))}
    />
  );

  return (
    <div class="session-list">
      <table ref={list} role="table" aria-label="Sessions, newest first" data-testid="sessions">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader">Session</th>
            <th role="columnheader">Status</th>
            <th role="columnheader">Started</th>
            <th role="columnheader">Last seen</th>
            <th role="columnheader">Duration</th>
          </tr>
        </thead>
        <tbody role="rowgroup">{view.sessions.map((session, index) => row(session, index, null))}</tbody>
        {older.length > 0 && (
          <tbody role="rowgroup" data-testid="older-sessions">
            <Divider pages={pages} now={now} />
            {older.map((session, index) => row(session, view.sessions.length + index, pages.older!.at))}
          </tbody>
        )}
      </table>
      <Footer shown={all.length} of={countOf(view, shownFilter)} pages={pages} />
    </div>
  );
}

/** What is below it is not live, and says so. */
function Divider({ pages: { older, isLoading, refresh }, now }: { pages: OlderSessions; now: number }) {
  return (
    <tr role="row" class="divider" data-testid="divider">
      <td role="cell" colSpan={5}>
        <span>
          Above: live. Below: as of {formatTime(new Date(older!.at).toISOString(), now)}, and may have changed since
          {older!.hasGap && '; some in between are missing'}.
        </span>
        <button type="button" class="quiet" onClick={refresh} disabled={isLoading} data-testid="refresh">
          Refresh
        </button>
      </td>
    </tr>
  );
}

function NoneOfThese({ filter, onAll }: { filter: SessionFilter; onAll: () => void }) {
  return (
    <div class="none" data-testid="empty">
      <p>{filter.status || isNarrowed(filter) ? 'No session is like that at the moment.' : 'No session is here at the moment.'}</p>
      <button type="button" onClick={onAll}>
        Show all sessions
      </button>
    </div>
  );
}

function Footer({ shown, of, pages }: { shown: number; of: number | null; pages: OlderSessions }) {
  const all = of === null ? '' : ` of ${formatCount(Math.max(of, shown))}`;
  return (
    <div class="list-footer">
      <Failure of={pages.failure} />
      <span role="status" data-testid="shown-count">
        {pages.hasMore ? `The newest ${formatCount(shown)}${all}` : `${formatCount(shown)} in all`}
      </span>
      {pages.hasMore && (
        <button type="button" onClick={pages.more} disabled={pages.isLoading} data-testid="load-more">
          {pages.isLoading ? 'Loading…' : 'Load more'}
        </button>
      )}
      <span class="keys">
        <kbd>j</kbd> <kbd>k</kbd> to move, <kbd>Enter</kbd> to open, <kbd>Esc</kbd> to close, <kbd>/</kbd> to search
      </span>
    </div>
  );
}

/** How many there are, where the counts say so. */
function countOf({ counts }: View, filter: SessionFilter): number | null {
  if (isNarrowed(filter)) return null;
  return filter.status ? counts[filter.status] : counts.in_progress + counts.completed + counts.abandoned;
}
