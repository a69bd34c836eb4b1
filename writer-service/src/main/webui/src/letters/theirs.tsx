import { DifferenceView } from '../payload/difference-view';
import { formatFullTime } from '../ui/format';
import { Untrusted } from '../ui/untrusted';
import type { WholeLetter } from './letters-api';
import { laidOut } from './payloads';
import { LETTER_STATUS_NAMES } from './words';

interface Props {
  letter: WholeLetter;
  mine: string;
  onMine: () => void;
  onTheirs: (text: string) => void;
}

/** What somebody else made of the letter meanwhile. */
export function Theirs({ letter, mine, onMine, onTheirs }: Props) {
  const theirs = letter.edited_payload?.text;
  return (
    <section class="theirs" aria-label="Theirs" data-testid="theirs">
      <p>
        The letter is {LETTER_STATUS_NAMES[letter.status].toLowerCase()} now,{' '}
        {letter.edited ? (
          <>
            edited by <Untrusted text={letter.edited_by ?? 'somebody'} /> ({formatFullTime(letter.edited_at)}).
          </>
        ) : (
          'without an edit.'
        )}
      </p>
      {theirs !== undefined && <DifferenceView before={laidOut(theirs)} after={mine} names={['Theirs', 'Yours']} />}
      <div class="dialog-buttons">
        {theirs !== undefined && (
          <button type="button" onClick={() => onTheirs(laidOut(theirs))}>
            Take theirs
          </button>
        )}
        <button type="button" data-testid="keep-mine" onClick={onMine}>
          Go on with mine
        </button>
      </div>
    </section>
  );
}
