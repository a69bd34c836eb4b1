import type { Connection } from '../live/use-live';
import { formatTime } from '../ui/format';

interface Props {
  connection: Connection;
  lastUpdate: string | null;
  now: number;
}

export function ConnectionState({ connection, lastUpdate, now }: Props) {
  return (
    <div class="connection" role="status" data-testid="connection" data-state={connection.state}>
      <span class="lamp" aria-hidden="true" />
      {connection.state === 'live' && <span>Live</span>}
      {connection.state === 'connecting' && <span>Connecting…</span>}
      {connection.state === 'disconnected' && (
        <span>
          <strong>Reconnecting…</strong> <span>{connection.reason}</span>{' '}
          {lastUpdate && <span class="last-update">Last update {formatTime(lastUpdate, now)}</span>}
        </span>
      )}
    </div>
  );
}
