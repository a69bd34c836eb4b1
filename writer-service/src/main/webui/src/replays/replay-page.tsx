import { useState } from 'preact/hooks';
import { selectionText } from '../letters/words';
import { hrefOf } from '../place';
import { Announcer } from '../ui/announcer';
import { useAccess } from '../ui/access';
import { Failure } from '../ui/failure';
import { formatDuration, formatFullTime } from '../ui/format';
import { ShareBar } from '../ui/share-bar';
import { Untrusted } from '../ui/untrusted';
import { useLoaded } from '../ui/use-loaded';
import { useTitle } from '../ui/use-title';
import { When } from '../ui/when';
import { Items } from './items';
import { headline, outcomeShares, outcomeSummary, secondsLeft } from './outcomes';
import { OutcomeLegend } from './outcome-legend';
import { Reasons } from './reasons';
import { ReplayActions } from './replay-actions';
import './replay-page.css';
import { ReplayState } from './replay-state';
import { isUnderWay, oneReplay, type WholeReplay } from './replays-api';
import { SelectionLink } from './selection-link';
import { LANE_WORDS } from './settings';

const EVERY_MS = 1_000;

/** One replay: how far it is, what came of it and why, while it runs and ever after. */
export function ReplayPage({ id, now }: { id: string; now: number }) {
  const access = useAccess();
  const [hasEnded, setEnded] = useState(false);
  const { value: replay, failure, reload } = useLoaded(
    async (signal) => {
      const replay = await oneReplay(access, id, signal);
      setEnded(!isUnderWay(replay));
      return replay;
    },
    id,
    hasEnded ? null : EVERY_MS,
  );
  useTitle(replay && `${headline(replay)}`);

  return (
    <article
      class="replay-page"
      data-testid="replay-page"
      data-state={replay?.state}
      data-dry-run={replay?.dry_run}
      data-applied={replay?.applied}
      data-failed={replay?.failed}
    >
      <a class="back" href={hrefOf({ at: 'replays' })}>
        ‹ Replays
      </a>
      <Failure of={failure} onRetry={reload} />
      {replay === null && failure === null && <p class="card muted">Loading…</p>}
      {replay && (
        <>
          <Picture replay={replay} now={now} onTurned={reload} />
          <Items replay={replay} />
        </>
      )}
    </article>
  );
}

function Picture({ replay, now, onTurned }: { replay: WholeReplay; now: number; onTurned: () => void }) {
  const left = secondsLeft(replay);
  const summary = outcomeSummary(replay);
  return (
    <section class="card picture" aria-label={replay.dry_run ? 'Dry run' : 'Replay'}>
      <div class="picture-kind">
        <span class="kind">{replay.dry_run ? 'Dry run' : 'Replay'}</span>
        <ReplayState replay={replay} />
        {left !== null && !replay.dry_run && <span class="muted">about {formatDuration(left)} left</span>}
      </div>
      <h2 class="headline" data-testid="headline">
        {headline(replay)}
      </h2>
      <ShareBar shares={outcomeShares(replay)} label={summary} size="large" />
      <OutcomeLegend replay={replay} />
      <Announcer text={`${headline(replay)}, ${summary}`} matter={replay.state} />
      <Reasons replay={replay} />
      <ReplayActions replay={replay} onTurned={onTurned} />
      <dl class="facts replay-facts">
        <Facts replay={replay} now={now} />
      </dl>
    </section>
  );
}

function Facts({ replay, now }: { replay: WholeReplay; now: number }) {
  const { selection, by, why, created_at, finished_at, rate, lane, cap } = replay;
  const facts = [
    ['Letters', <SelectionLink selection={selection}>{selectionText(selection)}</SelectionLink>],
    ['By', <Untrusted text={by} />],
    ...(why ? [['Why', <Untrusted text={why} lines />]] : []),
    ['Begun', <>{formatFullTime(created_at)} (<When iso={created_at} now={now} ago />)</>],
    ...(finished_at ? [['Ended', formatFullTime(finished_at)]] : []),
    ['How', `at most ${rate} a second, lane: ${LANE_WORDS[lane]}, at most ${cap} replays a letter`],
  ];
  return (
    <>
      {facts.map(([name, value]) => (
        <div key={String(name)}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </>
  );
}
