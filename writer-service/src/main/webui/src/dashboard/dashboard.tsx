import type { View } from '../api';
import { useLive } from '../live/use-live';
import { Shell } from '../shell/shell';
import { useKeyDown } from '../ui/use-key-down';
import { useNow } from '../ui/use-now';
import { useTitle } from '../ui/use-title';
import { ConnectionState } from './connection-state';
import { CountAnnouncer } from './count-announcer';
import { Counts } from './counts';
import './dashboard.css';
import { Empty } from './empty';
import { formatRoute, goTo, parseRoute, sameKey, useRoute } from './route';
import { SessionDetail } from './session-detail';
import { SessionList } from './session-list';

interface Props {
  token: string;
  ingestUrl: string | null;
  onRefused: (status: 401 | 403, worked: boolean) => void;
  onSignOut: () => void;
}

export function Dashboard({ token, ingestUrl, onRefused, onSignOut }: Props) {
  const route = useRoute();
  const query = formatRoute(route);
  const { shown, connection } = useLive(token, query, onRefused);
  const stale = connection.state === 'disconnected';
  const now = useNow(shown?.clockSkewMs ?? 0, !stale);
  const close = () => goTo({ ...route, selected: null });

  useTitle(shown && `${shown.view.counts.in_progress} in progress`);

  useKeyDown((event) => {
    if (event.key === 'Escape' && route.selected) close();
  });

  return (
    <Shell
      class="dashboard"
      state={<ConnectionState connection={connection} lastUpdate={shown?.view.at ?? null} now={now} />}
      onSignOut={onSignOut}
      data-stale={stale}
      data-selected={route.selected !== null}
    >
      <h1 class="visually-hidden">Sessions</h1>
      <Counts counts={shown?.view.counts ?? null} status={route.status} onStatus={(status) => goTo({ ...route, status })} />
      {shown && <CountAnnouncer counts={shown.view.counts} />}
      {shown && isEmpty(shown.view) && !route.selected ? (
        <Empty ingestUrl={ingestUrl} />
      ) : (
        <div class="workspace" aria-busy={shown?.query !== query}>
          {shown ? (
            <SessionList
              key={parseRoute(shown.query).status}
              view={shown.view}
              shownStatus={parseRoute(shown.query).status}
              route={route}
              now={now}
            />
          ) : (
            <p class="waiting">{stale ? 'The sessions appear as soon as the server answers.' : 'Connecting…'}</p>
          )}
          {route.selected && (
            <SessionDetail
              requested={route.selected}
              shown={shown && parseRoute(shown.query).selected ? shown.view.selected : null}
              settled={shown !== null && sameKey(parseRoute(shown.query).selected, route.selected)}
              now={now}
              onClose={close}
            />
          )}
        </div>
      )}
    </Shell>
  );
}

function isEmpty({ counts }: View): boolean {
  return counts.in_progress + counts.completed + counts.abandoned === 0;
}
