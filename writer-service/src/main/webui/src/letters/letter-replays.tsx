import { hrefOf } from '../place';
import { outcomeText } from '../replays/outcomes';
import { formatFullTime } from '../ui/format';
import { Untrusted } from '../ui/untrusted';
import { When } from '../ui/when';
import type { WholeLetter } from './letters-api';

/** The replays that had a letter, the last one first; nothing while there were none. */
export function LetterReplays({ letter: { replays }, now }: { letter: WholeLetter; now: number }) {
  if (replays.length === 0) return null;
  return (
    <section class="card" aria-label="Replays" data-testid="letter-replays">
      <h3>
        Replays <span class="muted">{replays.length}</span>
      </h3>
      <ol class="deaths">
        {replays.map((replay) => (
          <li key={replay.id}>
            <span class="death-when muted" title={formatFullTime(replay.created_at)}>
              <When iso={replay.created_at} now={now} />
            </span>
            <span>
              {outcomeText(replay.outcome, false)} in <a href={hrefOf({ at: 'replay', id: replay.id })}>a replay</a>
              <span class="muted">
                {' '}
                by <Untrusted text={replay.by} />
                {replay.state !== 'completed' && `, which is ${replay.state}`}
              </span>
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
