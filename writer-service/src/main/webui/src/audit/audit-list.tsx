import { formatSize, lettersText, selectionText } from '../letters/words';
import { hrefOf, type Place } from '../place';
import { formatFullTime } from '../ui/format';
import { Untrusted } from '../ui/untrusted';
import { When } from '../ui/when';
import type { Action, AuditEntry } from './audit-api';
import './audit.css';

export const ACTION_NAMES: Record<Action, string> = {
  edit: 'edited',
  discard: 'discarded',
  restore: 'restored',
  replay: 'began the replay',
  replay_pause: 'paused the replay',
  replay_resume: 'resumed the replay',
  replay_cancel: 'cancelled the replay',
  lane_resume: 'resumed the lane',
  projection_rebuild: 'rebuilt the letters from their topic',
};

interface Props {
  entries: AuditEntry[];
  now: number;
  /** Whether the target is said, too, or known from where the list is. */
  shows: 'target' | 'action';
}

export function AuditList({ entries, now, shows }: Props) {
  return (
    <ol class="audit-list" data-testid="audit">
      {entries.map((entry) => (
        <li key={entry.id} data-testid="audit-entry" data-action={entry.action}>
          <span class="muted audit-when" title={formatFullTime(entry.at)}>
            <When iso={entry.at} now={now} />
          </span>
          <span>
            <strong>
              <Untrusted text={entry.who} />
            </strong>{' '}
            {ACTION_NAMES[entry.action] ?? <Untrusted text={entry.action} />}{' '}
            {shows === 'target' && <Target entry={entry} />} {extentOf(entry)}
            {entry.why && (
              <span class="audit-why">
                “<Untrusted text={entry.why} lines />”
              </span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Target({ entry: { action, target, detail } }: { entry: AuditEntry }) {
  const place = placeOf(action, target, detail);
  const text = <Untrusted text={target === 'selection' ? selectionWords(detail) : target} />;
  return <span class="audit-target">{place ? <a href={hrefOf(place)}>{text}</a> : text}</span>;
}

function placeOf(action: Action, target: string, { selection }: AuditEntry['detail']): Place | null {
  if (action === 'lane_resume' || action === 'projection_rebuild') return null;
  if (action.startsWith('replay')) return { at: 'replay', id: target };
  if (target === 'selection') return null;
  const isGroup = typeof selection === 'object' && selection !== null && 'group' in selection;
  return isGroup ? { at: 'letters', filter: { group: target } } : { at: 'letter', origin: target, filter: {} };
}

/** What the entry says of how much it was about. */
function extentOf({ detail }: AuditEntry): string {
  if (detail['taken_back'] === true) return '– the edit was taken back';
  if (typeof detail['letters'] === 'number') return `(${lettersText(detail['letters'])})`;
  if (typeof detail['size'] === 'number') return `(${formatSize(detail['size'])})`;
  return '';
}

function selectionWords({ selection }: AuditEntry['detail']): string {
  try {
    return selectionText(selection as Parameters<typeof selectionText>[0]);
  } catch {
    return 'a selection';
  }
}
