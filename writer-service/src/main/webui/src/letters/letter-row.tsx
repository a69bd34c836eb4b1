import { hrefOf } from '../place';
import { Untrusted } from '../ui/untrusted';
import type { Rows } from '../ui/use-rows';
import { When } from '../ui/when';
import { FailureName } from './failure-name';
import { LetterBadge } from './letter-status';
import type { Letter, LetterFilter } from './letters-api';

interface Props {
  letter: Letter;
  filter: LetterFilter;
  now: number;
  link: ReturnType<Rows<HTMLElement>['link']>;
}

export function LetterRow({ letter, filter, now, link }: Props) {
  const { origin, user, session_id, event_id } = letter;
  return (
    <li data-testid="letter-row" data-origin={origin} data-status={letter.status}>
      <div class="letter-what">
        <a {...link} href={hrefOf({ at: 'letter', origin, filter })}>
          {filter.group ? <Untrusted text={event_id ?? origin} /> : <FailureName failure={letter.failure} />}
        </a>
        <p class="quiet-line">
          <Untrusted text={letter.detail ?? 'no detail'} />
        </p>
      </div>
      <div class="letter-who quiet-line mono">
        <Untrusted text={letter.type ?? 'type unknown'} />
        <br />
        <Untrusted text={[user, session_id].filter(Boolean).join(' / ') || origin} />
      </div>
      <div class="letter-state">
        <LetterBadge status={letter.status} />
        {letter.edited && <span class="edited-mark">edited</span>}
      </div>
      <div class="letter-when quiet-line">
        <When iso={letter.last_failed_at} now={now} ago />
        {letter.deaths > 1 && <span>died {letter.deaths} times</span>}
      </div>
    </li>
  );
}
