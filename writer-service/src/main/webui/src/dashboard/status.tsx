import type { Status } from '../api';
import './status.css';

export const STATUS_NAMES: Record<Status, string> = {
  in_progress: 'In progress',
  completed: 'Completed',
  abandoned: 'Abandoned',
};

/** A shape for each status, so that colour is never all there is. */
const SHAPES: Record<Status, string> = {
  in_progress: 'M2.5 8c1.4-1.7 2.4-1.7 3.7 0s2.3 1.7 3.6 0 2.3-1.7 3.7 0',
  completed: 'M3.5 8.4l3 3 6-6.6',
  abandoned: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
};

export function StatusIcon({ status }: { status: Status }) {
  return (
    <svg class="status-icon" data-status={status} viewBox="0 0 16 16" aria-hidden="true">
      <path d={SHAPES[status]} fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" />
    </svg>
  );
}

export function StatusBadge({ status }: { status: Status }) {
  return (
    <span class="badge" data-status={status}>
      <StatusIcon status={status} />
      {STATUS_NAMES[status]}
    </span>
  );
}
