import type { ComponentChildren } from 'preact';
import { hrefOfSession } from '../dashboard/route';
import { hrefOf } from '../place';
import { CopyButton } from '../ui/copy-button';
import { formatCount, formatFullTime } from '../ui/format';
import { Untrusted } from '../ui/untrusted';
import { When } from '../ui/when';
import { Actions } from './actions';
import { FailureName } from './failure-name';
import { LetterBadge } from './letter-status';
import type { Letter } from './letters-api';
import { formatSize } from './words';

interface Props {
  letter: Letter;
  ifMatch: string | null;
  now: number;
  onDone: () => void;
}

/** What a letter is, why it died, and what can be done with it. */
export function LetterHead({ letter, ifMatch, now, onDone }: Props) {
  const { origin, status } = letter;
  const counts = { open: 0, discarded: 0, applied: 0, [status]: 1 };
  return (
    <section class="card letter-head" aria-label="The letter">
      <div class="letter-title">
        <h2>
          <FailureName failure={letter.failure} />
        </h2>
        <LetterBadge status={status} />
        {letter.edited && <span class="edited-mark">edited</span>}
      </div>
      <p class="letter-origin">
        <Untrusted text={origin} />
        <CopyButton text={origin} label="Copy the letter's name" />
      </p>
      {letter.detail && (
        <p class="letter-detail">
          <Untrusted text={letter.detail} />
        </p>
      )}
      <Decided letter={letter} />
      <Actions
        selection={{ origins: [origin] }}
        status={status}
        counts={counts}
        isKnownEmpty={status === 'applied'}
        ifMatch={ifMatch}
        onDone={onDone}
      />
      <Facts letter={letter} now={now} />
    </section>
  );
}

function Decided({ letter: { status, reason, decided_by, decided_at } }: { letter: Letter }) {
  if (status === 'open' || decided_by === null) return null;
  return (
    <p class="note">
      {status === 'discarded' ? 'Discarded' : 'Applied'} by <Untrusted text={decided_by} />, {formatFullTime(decided_at)}
      {reason && (
        <>
          : “<Untrusted text={reason} />”
        </>
      )}
    </p>
  );
}

function Facts({ letter, now }: { letter: Letter; now: number }) {
  const { user, session_id } = letter;
  return (
    <dl class="facts letter-facts">
      <Fact name="Type">{text(letter.type)}</Fact>
      <Fact name="Cause">
        <a href={hrefOf({ at: 'letters', filter: { group: letter.fingerprint } })}>letters that died alike</a>
      </Fact>
      <Fact name="User">{user ? <a href={hrefOf({ at: 'letters', filter: { user } })}>{text(user)}</a> : text(user)}</Fact>
      <Fact name="Session">
        {user && session_id ? (
          <a href={hrefOfSession({ user, session: session_id })}>{text(session_id)}</a>
        ) : (
          text(session_id)
        )}
      </Fact>
      <Fact name="Event id">{text(letter.event_id)}</Fact>
      <Fact name="SQL state">{text(letter.sql_state)}</Fact>
      <Fact name="Died last">
        {formatFullTime(letter.last_failed_at)} (<When iso={letter.last_failed_at} now={now} ago />)
      </Fact>
      <Fact name="Died first">{formatFullTime(letter.first_failed_at)}</Fact>
      <Fact name="Died">
        {letter.deaths === 1 ? 'once' : `${formatCount(letter.deaths)} times`}
        {letter.attempts > 1 && `, after ${letter.attempts} tries`}
      </Fact>
      <Fact name="Size">{formatSize(letter.size)}</Fact>
      <Fact name="Writer">{text(letter.writer)}</Fact>
      {letter.edited && (
        <Fact name="Edited">
          by {text(letter.edited_by)}, {formatFullTime(letter.edited_at)}
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const text = (value: string | null) => (value === null ? <span class="muted">unknown</span> : <Untrusted text={value} />);
