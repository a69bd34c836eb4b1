import type { Connection } from '../live/use-live';
import { formatTime } from '../ui/format';

interface Props {
  connection: Connection;
  /** When what is shown was so. */
  lastUpdate: string | null;
  now: number;
}

/** Whether what is shown is live; if not, since when not and why. */
export function ConnectionState({ connection, lastUpdate, now }: Props) {
  return (
    <div class="connection" role="status" data-testid="connection" data-state={connection.state}>
      <span class="lamp" aria-hidden="true" />
      {connection.state === 'live' && <span>Live</span>}
      {connection.state === 'connecting' && <span>Connecting…</span>}
      {connection.state === 'disconnected' && (
        <span>
          <strong>Disconnected since {formatTime(new Date(connection.since).toISOString(), now)}.</strong>{' '}
          {connection.reason}{' '}
          {lastUpdate && <span class="last-update">What you see is of {formatTime(lastUpdate, now)}.</span>}{' '}
          Reconnecting…
        </span>
      )}
    </div>
  );
}
