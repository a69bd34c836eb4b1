import { useRef } from 'preact/hooks';
import type { Hours } from '../charts/course';
import { MINUTE_MS, minuteOf } from '../live/minutes';
import { useAccess } from '../ui/access';
import { Failure } from '../ui/failure';
import { formatCount, formatDuration } from '../ui/format';
import { Untrusted } from '../ui/untrusted';
import { useLoaded } from '../ui/use-loaded';
import './repositories.css';
import { hrefTo, type Route } from './route';
import { busiestRepositories, type Repository } from './sessions-api';

const EVERY_MS = 10_000;
const MOST = 12;

interface Props {
  route: Route;
  /** By the server's clock. */
  now: number;
  isStale: boolean;
}

/** Where most went on. A repository is also a filter. */
export function Repositories({ route, now, isStale }: Props) {
  const access = useAccess();
  const { hours } = route;
  const latest = useRef(now);
  latest.current = now;
  const load = (signal: AbortSignal) => {
    const [from, to] = spanOf(latest.current, hours);
    return busiestRepositories(access, from, to, MOST, signal);
  };
  const { value, failure, reload } = useLoaded(load, `${hours}`, isStale ? null : EVERY_MS);
  const most = Math.max(1, ...(value ?? []).map(volumeOf));

  return (
    <section class="repositories panel" aria-labelledby="repositories-title" data-testid="repositories">
      <header class="panel-head">
        <h2 id="repositories-title">
          By repository <span class="muted">{hours === 1 ? 'last hour' : 'last 24 hours'}</span>
        </h2>
      </header>
      {failure !== null && !value && <Failure of={failure} onRetry={reload} />}
      {!value && failure === null && <p class="muted">Loading…</p>}
      {value?.length === 0 && <p class="muted">No session of that time names a repository.</p>}
      {value && value.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Repository</th>
              <th scope="col">Started</th>
              <th scope="col">Ended</th>
              <th scope="col" aria-label="Abandoned">
                Aband.
              </th>
              <th scope="col" title="Half of those that ended were shorter">
                Median
              </th>
            </tr>
          </thead>
          <tbody>
            {value.map((each) => (
              <Row key={each.repository} of={each} most={most} route={route} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function Row({ of, most, route }: { of: Repository; most: number; route: Route }) {
  const { repository, started, ended, abandoned, median_seconds } = of;
  const isChosen = route.filter.repository === repository;
  const filter = { ...route.filter, repository: isChosen ? null : repository };
  const width = (count: number) => ({ width: `${(100 * count) / most}%` });
  return (
    <tr data-testid="repository" data-repository={repository} data-chosen={isChosen}>
      <th scope="row">
        <a
          href={hrefTo({ ...route, filter })}
          aria-current={isChosen}
          title={isChosen ? 'Show all repositories' : `Show sessions of ${repository} only`}
        >
          <Name of={repository} />
        </a>
        <span class="volume" aria-hidden="true">
          <span data-part="started" style={width(started)} />
          <span data-part="ended" style={width(ended)} />
          <span data-part="abandoned" style={width(abandoned)} />
        </span>
      </th>
      <td>{formatCount(started)}</td>
      <td>{formatCount(ended)}</td>
      <td>{formatCount(abandoned)}</td>
      <td>{formatDuration(median_seconds)}</td>
    </tr>
  );
}

/** A long one goes on in the next line behind its owner. */
function Name({ of }: { of: string }) {
  const [owner = '', name = ''] = of.split(/\/(.*)/s);
  return (
    <>
      <Untrusted text={`${owner}/`} />
      <wbr />
      <Untrusted text={name} />
    </>
  );
}

const volumeOf = ({ started, ended, abandoned }: Repository): number => started + ended + abandoned;

/** Whole minutes, the current one included: no more than so many hours. */
function spanOf(now: number, hours: Hours): [from: string, to: string] {
  const to = (minuteOf(now) + 1) * MINUTE_MS;
  return [new Date(to - hours * 60 * MINUTE_MS).toISOString(), new Date(to).toISOString()];
}
