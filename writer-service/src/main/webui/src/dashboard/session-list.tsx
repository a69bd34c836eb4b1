import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { STATUSES, type Session, type Status, type View } from '../api';
import { formatCount } from '../ui/format';
import { goTo, sameKey, type Route, type SessionKey } from './route';
import './session-list.css';
import { SessionRow } from './session-row';
import { STATUS_NAMES } from './status';
import { useKeyDown } from '../ui/use-key-down';
import { stepOf } from '../ui/use-rows';

interface Props {
  view: View;
  shownStatus: Status | null;
  route: Route;
  now: number;
}

/**
 * The newest sessions. The rows are one stop of the Tab key; j, k and the arrows move among them, and Enter follows the
 * row's link.
 */
export function SessionList({ view, shownStatus, route, now }: Props) {
  const list = useRef<HTMLTableElement>(null);
  const [active, setActive] = useState<SessionKey | null>(route.selected);
  const activeIndex = Math.max(0, view.sessions.findIndex((session) => sameKey(keyOf(session), active)));
  const links = () => [...(list.current?.querySelectorAll<HTMLElement>('.session-link') ?? [])];

  // Rows of the first view were there before; later ones arrive, which is worth a highlight.
  const seated = useRef(false);
  useEffect(() => {
    seated.current = true;
  }, []);

  // The detail closes with the button in it: the focus goes back to where it came from.
  useLayoutEffect(() => {
    if (route.selected) setActive(route.selected);
    else if (active && document.activeElement === document.body) links()[activeIndex]?.focus();
  }, [route.selected?.user, route.selected?.session]);

  useKeyDown((event) => {
    const step = stepOf(event, list.current);
    if (step === 0) return;
    event.preventDefault();
    const rows = links();
    const from = rows.indexOf(document.activeElement as HTMLElement);
    rows[from < 0 ? activeIndex : Math.min(rows.length - 1, Math.max(0, from + step))]?.focus();
  });

  if (view.sessions.length === 0) return <NoneOfThese status={shownStatus} onAll={() => goTo({ ...route, status: null })} />;

  return (
    <section class="sessions" aria-label="Sessions, newest first">
      <table ref={list} role="table" data-testid="sessions">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader">Session</th>
            <th role="columnheader">Status</th>
            <th role="columnheader">Started</th>
            <th role="columnheader">Last seen</th>
            <th role="columnheader">Duration</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {view.sessions.map((session, index) => (
            <SessionRow
              key={JSON.stringify(keyOf(session))}
              session={session}
              route={route}
              now={now}
              arrived={seated.current}
              tabStop={index === activeIndex}
              onFocus={() => setActive(keyOf(session))}
            />
          ))}
        </tbody>
      </table>
      <Footer shown={view.sessions.length} of={countOf(view, shownStatus)} />
    </section>
  );
}

function NoneOfThese({ status, onAll }: { status: Status | null; onAll: () => void }) {
  return (
    <section class="none" data-testid="empty">
      <p>No session is {status ? STATUS_NAMES[status].toLowerCase() : 'here'} at the moment.</p>
      {status && (
        <button type="button" onClick={onAll}>
          Show all sessions
        </button>
      )}
    </section>
  );
}

function Footer({ shown, of }: { shown: number; of: number }) {
  return (
    <p class="list-footer">
      <span>{shown < of ? `The newest ${shown} of ${formatCount(of)}` : `${formatCount(shown)} in all`}</span>
      <span class="keys">
        <kbd>j</kbd> <kbd>k</kbd> to move, <kbd>Enter</kbd> to open, <kbd>Esc</kbd> to close
      </span>
    </p>
  );
}

function keyOf(session: Session): SessionKey {
  return { user: session.user_id, session: session.session_id };
}

function countOf({ counts }: View, status: Status | null): number {
  return status ? counts[status] : STATUSES.reduce((sum, each) => sum + counts[each], 0);
}
