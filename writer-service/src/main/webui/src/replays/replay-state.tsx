import type { Replay, ReplayStatus } from './replays-api';
import './replay-state.css';

const NAMES: Record<ReplayStatus, string> = {
  running: 'Running',
  paused: 'Paused',
  cancelled: 'Cancelled',
  completed: 'Completed',
};

export function ReplayState({ replay: { state } }: { replay: Replay }) {
  return (
    <span class="badge" data-replay={state} data-testid="replay-state">
      <span class="state-lamp" aria-hidden="true" />
      {NAMES[state]}
    </span>
  );
}
