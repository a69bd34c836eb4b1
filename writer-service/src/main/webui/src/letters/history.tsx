import { hrefOf } from '../place';
import { formatFullTime } from '../ui/format';
import { Untrusted } from '../ui/untrusted';
import { When } from '../ui/when';
import { FailureName } from './failure-name';
import type { Death, WholeLetter } from './letters-api';

/** How often and of what a letter died, the last time first. */
export function History({ letter: { history }, now }: { letter: WholeLetter; now: number }) {
  return (
    <section class="card" aria-label="History" data-testid="history">
      <h3>
        Deaths <span class="muted">{history.length}</span>
      </h3>
      <ol class="deaths">
        {history.toReversed().map((death, index) => (
          <DeathItem key={history.length - index} death={death} now={now} />
        ))}
      </ol>
    </section>
  );
}

function DeathItem({ death, now }: { death: Death; now: number }) {
  return (
    <li>
      <span class="death-when muted" title={formatFullTime(death.failed_at)}>
        <When iso={death.failed_at} now={now} />
      </span>
      <span>
        <FailureName failure={death.failure} />
        {death.sql_state && <code>{death.sql_state}</code>}
        <span class="muted">
          {death.detail && <Untrusted text={death.detail} />}
          {death.attempts > 1 && `, after ${death.attempts} tries`}
          {death.replay && (
            <>
              , in <a href={hrefOf({ at: 'replay', id: death.replay })}>a replay</a>
            </>
          )}
        </span>
      </span>
    </li>
  );
}
