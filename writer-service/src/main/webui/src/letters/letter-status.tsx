import type { LetterStatus } from './letters-api';
import './letter-status.css';
import { LETTER_STATUS_NAMES } from './words';

/** A shape for each status, so that colour is never all there is. */
const SHAPES: Record<LetterStatus, string> = {
  open: 'M2.5 4.5h11v7.5h-11zM3 5l5 4 5-4',
  discarded: 'M4.5 4.5l7 7M11.5 4.5l-7 7',
  applied: 'M3.5 8.4l3 3 6-6.6',
};

export function LetterBadge({ status }: { status: LetterStatus }) {
  return (
    <span class="badge" data-letter={status} data-testid="letter-status">
      <svg class="status-icon" viewBox="0 0 16 16" aria-hidden="true">
        <path d={SHAPES[status]} fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" />
      </svg>
      {LETTER_STATUS_NAMES[status]}
    </span>
  );
}
