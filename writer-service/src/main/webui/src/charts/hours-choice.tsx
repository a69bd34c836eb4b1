import '../ui/segments.css';
import type { Hours } from './course';

const NAMES: Record<Hours, string> = { 1: '1 h', 24: '24 h' };

/** How far back the charts go: radio buttons, so that the arrow keys do what they always do. */
export function HoursChoice({ hours, onHours }: { hours: Hours; onHours: (hours: Hours) => void }) {
  return (
    <fieldset class="segments">
      <legend class="visually-hidden">How far back the charts go</legend>
      {([1, 24] as const).map((each) => (
        <label key={each} data-testid={`hours-${each}`}>
          <input type="radio" name="hours" class="visually-hidden" checked={each === hours} onChange={() => onHours(each)} />
          {NAMES[each]}
        </label>
      ))}
    </fieldset>
  );
}
