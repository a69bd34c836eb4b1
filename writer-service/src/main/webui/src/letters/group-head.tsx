import { ShareBar } from '../ui/share-bar';
import { sharesOf } from '../ui/shares';
import { Untrusted } from '../ui/untrusted';
import { When } from '../ui/when';
import { FailureName } from './failure-name';
import type { LetterGroup } from './letters-api';
import { groupText } from './words';

interface Props {
  fingerprint: string;
  group: LetterGroup | null;
  now: number;
}

/** Why the letters of a list are dead. */
export function GroupHead({ fingerprint, group, now }: Props) {
  if (!group) {
    return (
      <h2>
        Cause <code>{fingerprint}</code>
      </h2>
    );
  }
  return (
    <div class="group-head" data-testid="group-head" data-open={group.open} data-applied={group.applied}>
      <h2>
        <FailureName failure={group.failure} />
        <span class="group-type">{group.type === null ? 'type unknown' : <Untrusted text={group.type} />}</span>
      </h2>
      {group.message && (
        <p>
          <Untrusted text={group.message} />
        </p>
      )}
      <ShareBar shares={sharesOf({ open: group.open, applied: group.applied, discarded: group.discarded })} label={groupText(group)} />
      <p class="muted">
        {groupText(group)} · last <When iso={group.last_failed_at} now={now} ago />, first{' '}
        <When iso={group.first_failed_at} now={now} />
      </p>
    </div>
  );
}
