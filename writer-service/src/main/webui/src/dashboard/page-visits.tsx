import type { PageVisit } from '../api';
import { formatMillis, formatTime, formatFullTime, safeHref } from '../ui/format';
import './page-visits.css';

/** The server sends no more than this. */
const MOST = 200;

export function PageVisits({ visits, now }: { visits: PageVisit[]; now: number }) {
  return (
    <>
      <h3>
        Page visits <span class="muted">{visits.length < MOST ? visits.length : `the newest ${MOST}`}</span>
      </h3>
      {visits.length === 0 ? (
        <p class="muted">No page visit has arrived for this session.</p>
      ) : (
        <ol class="visits">
          {visits.map((visit) => (
            <Visit key={visit.event_id} visit={visit} now={now} />
          ))}
        </ol>
      )}
    </>
  );
}

function Visit({ visit, now }: { visit: PageVisit; now: number }) {
  const href = safeHref(visit.url);
  const name = <bdi>{visit.title || visit.url}</bdi>;
  return (
    <li data-testid="page-visit">
      <span class="visit-name">
        {href ? (
          <a href={href} target="_blank" rel="noreferrer noopener">
            {name}
          </a>
        ) : (
          name
        )}
        {visit.title && <bdi class="visit-url">{visit.url}</bdi>}
      </span>
      <span class="visit-when">
        <time dateTime={visit.visited_at} title={formatFullTime(visit.visited_at)}>
          {formatTime(visit.visited_at, now)}
        </time>
        <span>{formatMillis(visit.duration_ms)}</span>
      </span>
    </li>
  );
}
