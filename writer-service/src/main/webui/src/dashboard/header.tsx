import type { Connection } from '../live/use-live';
import { Mark } from '../ui/mark';
import { formatTime } from './format';

interface Props {
  connection: Connection;
  lastUpdate: string | null;
  now: number;
  onSignOut: () => void;
}

export function Header({ connection, lastUpdate, now, onSignOut }: Props) {
  return (
    <header class="header">
      <span class="brand">
        <Mark />
        Tidemark
      </span>
      <ConnectionState connection={connection} lastUpdate={lastUpdate} now={now} />
      <button type="button" class="quiet" onClick={onSignOut}>
        Sign out
      </button>
    </header>
  );
}

function ConnectionState({ connection, lastUpdate, now }: Omit<Props, 'onSignOut'>) {
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
