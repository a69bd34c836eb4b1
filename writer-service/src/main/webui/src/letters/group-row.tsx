import { hrefOf } from '../place';
import { ShareBar } from '../ui/share-bar';
import { sharesOf } from '../ui/shares';
import { Untrusted } from '../ui/untrusted';
import type { Rows } from '../ui/use-rows';
import { When } from '../ui/when';
import { FailureName } from './failure-name';
import { LETTER_STATUSES, type LetterGroup, type LetterStatus } from './letters-api';
import { formatCount } from '../ui/format';
import { groupText, LETTER_STATUS_NAMES } from './words';

interface Props {
  group: LetterGroup;
  /** Of which status the letters behind the row are. */
  status: LetterStatus | null;
  now: number;
  link: ReturnType<Rows<HTMLElement>['link']>;
}

export function GroupRow({ group, status, now, link }: Props) {
  const filter = { group: group.fingerprint, ...(status && { status }) };
  return (
    <li data-testid="group" data-fingerprint={group.fingerprint} data-failure={group.failure} data-open={group.open}>
      <div class="group-what">
        <a {...link} href={hrefOf({ at: 'letters', filter })}>
          <FailureName failure={group.failure} />
        </a>
        <span class="quiet-line mono">{group.type === null ? 'type unknown' : <Untrusted text={group.type} />}</span>
        {group.message && (
          <p class="group-message">
            <Untrusted text={group.message} />
          </p>
        )}
      </div>
      <div class="group-counts">
        <ShareBar
          shares={sharesOf({ open: group.open, applied: group.applied, discarded: group.discarded })}
          label={groupText(group)}
        />
        <ul class="counts-line" aria-hidden="true">
          {LETTER_STATUSES.filter((each) => group[each] > 0).map((each) => (
            <li key={each}>
              <span class="dot" data-part={each} />
              {formatCount(group[each])} {LETTER_STATUS_NAMES[each].toLowerCase()}
            </li>
          ))}
        </ul>
      </div>
      <div class="group-when quiet-line">
        <span>
          last <When iso={group.last_failed_at} now={now} ago />
        </span>
        <span>
          first <When iso={group.first_failed_at} now={now} />
        </span>
      </div>
    </li>
  );
}
