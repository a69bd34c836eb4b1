import { useState } from 'preact/hooks';
import { formatCount } from '../ui/format';
import type { Slot } from './course';
import { spanWords } from './slot-words';

/** The numbers of the charts as a table, the newest first. */
export function Numbers({ slots }: { slots: Slot[] }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details class="numbers" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>The numbers as a table</summary>
      {isOpen && (
        <div class="numbers-table" tabIndex={0} role="region" aria-label="Numbers of the charts">
          <table>
            <thead>
              <tr>
                <th scope="col">Time</th>
                <th scope="col">In progress at its end</th>
                <th scope="col">Started</th>
                <th scope="col">Without a start</th>
                <th scope="col">Ended</th>
                <th scope="col">Abandoned</th>
              </tr>
            </thead>
            <tbody>
              {slots.toReversed().map((slot) => (
                <tr key={slot.from}>
                  <th scope="row">
                    {spanWords(slot)}
                    {slot.isOpen && ' so far'}
                  </th>
                  {[slot.active, slot.started, slot.unstarted, slot.ended, slot.abandoned].map((count, column) => (
                    <td key={column}>{formatCount(count)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </details>
  );
}
