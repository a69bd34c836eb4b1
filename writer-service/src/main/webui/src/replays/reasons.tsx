import { FailureName } from '../letters/failure-name';
import { hrefOf } from '../place';
import { formatCount } from '../ui/format';
import { Untrusted } from '../ui/untrusted';
import { reasonShares, type ReasonShare } from './outcomes';
import './reasons.css';
import type { WholeReplay } from './replays-api';

/** Why letters are not applied, or would not be, the most frequent reason first. */
export function Reasons({ replay }: { replay: WholeReplay }) {
  const reasons = reasonShares(replay);
  if (reasons.length === 0) return null;
  return (
    <div class="reasons">
      <h3>Why not</h3>
      <ol data-testid="reasons">
        {reasons.map((reason) => (
          <ReasonItem key={`${reason.failure} ${reason.detail}`} reason={reason} />
        ))}
      </ol>
    </div>
  );
}

function ReasonItem({ reason: { failure, detail, count, example, percent } }: { reason: ReasonShare }) {
  return (
    <li data-testid="reason" data-failure={failure} data-count={count}>
      <span class="reason-count">{formatCount(count)}</span>
      <span class="reason-what">
        {failure && <FailureName failure={failure} />}
        {detail && (
          <span class="muted">
            <Untrusted text={detail} />
          </span>
        )}
        <span class="reason-bar" aria-hidden="true">
          <span data-part={failure === null ? 'skipped' : 'failed'} style={{ width: `${percent}%` }} />
        </span>
      </span>
      {example !== null && (
        <a href={hrefOf({ at: 'letter', origin: example, filter: {} })} title={example}>
          Look at one
        </a>
      )}
    </li>
  );
}
