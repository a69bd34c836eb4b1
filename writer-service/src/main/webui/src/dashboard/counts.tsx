import { STATUSES, type Status, type View } from '../api';
import '../ui/segments.css';
import { formatCount } from '../ui/format';
import './counts.css';
import { STATUS_NAMES, StatusIcon } from './status';

interface Props {
  counts: View['counts'] | null;
  status: Status | null;
  /** Whether something else narrows the list too, of which the counts know nothing. */
  isNarrowed: boolean;
  onStatus: (status: Status | null) => void;
}

/** The counts, which are also the filter: radio buttons, so that the arrow keys do what they always do. */
export function Counts({ counts, status, isNarrowed, onStatus }: Props) {
  const total = counts && STATUSES.reduce((sum, each) => sum + counts[each], 0);
  return (
    <fieldset class="segments counts" data-narrowed={isNarrowed}>
      <legend class="visually-hidden">Show sessions by status</legend>
      {[null, ...STATUSES].map((each) => (
        <label key={each} data-status={each ?? 'all'}>
          <input
            type="radio"
            name="status"
            class="visually-hidden"
            checked={each === status}
            onChange={() => onStatus(each)}
          />
          {each && <StatusIcon status={each} />}
          {each ? STATUS_NAMES[each] : 'All'}
          <Number id={each ?? 'all'} value={each ? (counts?.[each] ?? null) : total} />
        </label>
      ))}
    </fieldset>
  );
}

function Number({ id, value }: { id: string; value: number | null }) {
  return (
    <span class="count-value" data-testid={`count-${id}`} data-count={value}>
      {value === null ? '–' : formatCount(value)}
    </span>
  );
}
