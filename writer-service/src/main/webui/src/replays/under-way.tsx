import { selectionText } from '../letters/words';
import { hrefOf, type Place } from '../place';
import { useAccess } from '../ui/access';
import { ShareBar } from '../ui/share-bar';
import { Untrusted } from '../ui/untrusted';
import { useLoaded } from '../ui/use-loaded';
import { headline, outcomeShares, outcomeSummary } from './outcomes';
import { ReplayState } from './replay-state';
import { isUnderWay, replayPage } from './replays-api';
import './replays.css';

const EVERY_MS = 3_000;
const NEWEST = 20;

/** Replays that run or are held, wherever somebody is: none is forgotten. */
export function UnderWay({ place }: { place: Place }) {
  const access = useAccess();
  const { value } = useLoaded((signal) => replayPage(access, null, NEWEST, signal), 'under way', EVERY_MS);
  const here = place.at === 'replay' ? place.id : null;
  return (
    <>
      {value?.items
        .filter((replay) => isUnderWay(replay) && replay.id !== here)
        .map((replay) => (
          <a key={replay.id} class="under-way" href={hrefOf({ at: 'replay', id: replay.id })} data-testid="under-way">
            <ReplayState replay={replay} />
            <span>
              {replay.dry_run ? 'Dry run' : 'Replay'}: {headline(replay).toLowerCase()}{' '}
              <span class="muted">
                <Untrusted text={selectionText(replay.selection)} />
              </span>
            </span>
            <ShareBar shares={outcomeShares(replay)} label={outcomeSummary(replay)} />
          </a>
        ))}
    </>
  );
}
