import { formatCount } from '../ui/format';
import '../ui/share-bar.css';
import { outcomeText } from './outcomes';
import { OUTCOMES, type Replay } from './replays-api';

/** What the colours of the bar stand for, and how many of each. */
export function OutcomeLegend({ replay }: { replay: Replay }) {
  return (
    <ul class="legend" data-testid="outcomes">
      {OUTCOMES.filter((outcome) => replay[outcome] > 0).map((outcome) => (
        <li key={outcome} data-outcome={outcome}>
          <span class="dot" data-part={outcome} aria-hidden="true" />
          <span>
            <strong>{formatCount(replay[outcome])}</strong> {outcomeText(outcome, replay.dry_run)}
          </span>
        </li>
      ))}
    </ul>
  );
}
