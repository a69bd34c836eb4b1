import { useMemo } from 'preact/hooks';
import { STATUSES } from '../api';
import { Charts } from '../charts/charts';
import { courseOf, type Hours } from '../charts/course';
import { useLive, type Shown } from '../live/use-live';
import { Shell } from '../shell/shell';
import { useAccess } from '../ui/access';
import { useAtMostEvery } from '../ui/use-at-most-every';
import { useNow } from '../ui/use-now';
import { useShortcuts } from '../ui/use-shortcuts';
import { useTitle } from '../ui/use-title';
import { ConnectionState } from './connection-state';
import { CountAnnouncer } from './count-announcer';
import './dashboard.css';
import { Empty } from './empty';
import { Now } from './now';
import { PipelineLine } from './pipeline-line';
import { Repositories } from './repositories';
import { goTo, liveQueryOf, parseRoute, sameKey, useRoute, type Route } from './route';
import { SessionDetail } from './session-detail';
import { SessionList } from './session-list';
import { Sessions } from './sessions';

const COURSE_EVERY_MS = 1_000;

interface Props {
  token: string;
  ingestUrl: string | null;
  onRefused: (status: 401 | 403, worked: boolean) => void;
  onSignOut: () => void;
}

export function Dashboard({ token, ingestUrl, onRefused, onSignOut }: Props) {
  const { isViewer } = useAccess();
  const route = useRoute();
  const query = liveQueryOf(route);
  const { shown, connection } = useLive(token, query, route.filter.repository ?? '', onRefused);
  const stale = connection.state === 'disconnected';
  const now = useNow(shown?.clockSkewMs ?? 0, !stale);
  const close = () => goTo({ ...route, selected: null });
  const view = shown?.view ?? null;
  const isEmpty = view !== null && STATUSES.every((status) => view.counts[status] === 0);

  useTitle(stale ? 'Disconnected' : view && `${view.counts.in_progress} in progress`);
  useShortcuts({ Escape: route.selected && close });

  return (
    <Shell
      class="dashboard"
      state={<ConnectionState connection={connection} lastUpdate={view?.at ?? null} now={now} />}
      onSignOut={onSignOut}
      data-stale={stale}
      data-selected={route.selected !== null}
    >
      <h1 class="visually-hidden">Sessions</h1>
      {view && <PipelineLine pipeline={view.pipeline} isStale={stale} />}
      <Now shown={shown} isStale={stale} now={now} />
      {shown && <CountAnnouncer counts={shown.view.counts} />}
      {shown && !isEmpty && <Course shown={shown} now={now} hours={route.hours} onHours={(hours) => goTo({ ...route, hours })} />}
      <div class="workspace" aria-busy={shown?.query !== query}>
        <Sessions counts={view?.counts ?? null} route={route}>
          {isEmpty ? <Empty ingestUrl={ingestUrl} /> : <List shown={shown} route={route} stale={stale} now={now} />}
        </Sessions>
        {route.selected ? (
          <SessionDetail
            requested={route.selected}
            shown={shown && parseRoute(shown.query).selected ? shown.view.selected : null}
            settled={shown !== null && sameKey(parseRoute(shown.query).selected, route.selected)}
            now={now}
            onClose={close}
          />
        ) : (
          isViewer && view && !isEmpty && <Repositories route={route} now={now} isStale={stale} />
        )}
      </div>
    </Shell>
  );
}

interface CourseProps {
  shown: Shown;
  now: number;
  hours: Hours;
  onHours: (hours: Hours) => void;
}

/** What went on, for those who may see it. Plots are dearer to draw than all the rest, and need not be as soon. */
function Course({ shown: { view, query, minutes }, now, hours, onHours }: CourseProps) {
  const { active } = view;
  const latest = useMemo(
    () => (active === null ? null : courseOf(minutes, active, now, hours)),
    [minutes, active, now, hours],
  );
  const course = useAtMostEvery(COURSE_EVERY_MS, latest, `${hours} ${query}`);
  if (!course || !view.minutes) return null;
  return <Charts course={course} hours={hours} repository={parseRoute(query).filter.repository} onHours={onHours} />;
}

function List({ shown, route, stale, now }: { shown: Shown | null; route: Route; stale: boolean; now: number }) {
  if (!shown) {
    return <p class="waiting">{stale ? 'The sessions appear as soon as the server answers.' : 'Connecting…'}</p>;
  }
  const { filter } = parseRoute(shown.query);
  return <SessionList key={JSON.stringify(filter)} view={shown.view} shownFilter={filter} route={route} now={now} />;
}
