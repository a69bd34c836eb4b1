import { LETTER_STATUSES, type LetterStatus } from './letters-api';
import '../ui/segments.css';
import { LETTER_STATUS_NAMES } from './words';

interface Props {
  label: string;
  status: LetterStatus | null;
  onStatus: (status: LetterStatus | null) => void;
}

/** One status or all of them: radio buttons, so that the arrow keys do what they always do. */
export function StatusChoice({ label, status, onStatus }: Props) {
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">{label}</legend>
      {[...LETTER_STATUSES, null].map((each) => (
        <label key={each} data-testid={`status-${each ?? 'all'}`}>
          <input
            type="radio"
            name="letter-status"
            class="visually-hidden"
            checked={each === status}
            onChange={() => onStatus(each)}
          />
          {each ? LETTER_STATUS_NAMES[each] : 'All'}
        </label>
      ))}
    </fieldset>
  );
}
