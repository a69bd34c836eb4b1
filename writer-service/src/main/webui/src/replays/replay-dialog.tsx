import { useState } from 'preact/hooks';
import { useCount } from '../letters/use-count';
import { lettersText, selectionText } from '../letters/words';
import type { Selection } from '../letters/letters-api';
import { go } from '../place';
import { useAccess } from '../ui/access';
import { Dialog } from '../ui/dialog';
import { useDraft } from '../ui/drafts';
import { Failure } from '../ui/failure';
import '../ui/field.css';
import { submitOnCtrlEnter } from '../ui/submit-keys';
import { Untrusted } from '../ui/untrusted';
import { WhyField } from '../ui/why-field';
import './replay-dialog.css';
import { beginReplay, LANES, type ReplayLane } from './replays-api';
import { LANE_WORDS, MOST_RATE, type ReplaySettings } from './settings';

interface Props {
  selection: Selection;
  count: number | null;
  /** Whether a dry run was just looked at. */
  isTried: boolean;
  settings: ReplaySettings;
  onClose: () => void;
}

/** How letters are to be replayed. Unless it was tried out, that is what it offers first. */
export function ReplayDialog({ selection, count: known, isTried, settings, onClose }: Props) {
  const access = useAccess();
  const { count } = useCount(selection, 'open', known);
  const [{ rate, lane, cap }, setSettings] = useState(settings);
  const [why, setWhy, dropWhy] = useDraft(`replay ${JSON.stringify(selection)}`);
  const [failure, setFailure] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const set = (change: Partial<ReplaySettings>) => setSettings({ rate, lane, cap, ...change });
  const what = count === null ? 'letters' : `${count.isLeast ? 'more than ' : ''}${lettersText(count.letters)}`;

  async function begin(dryRun: boolean) {
    setFailure(null);
    setSending(true);
    try {
      const order = { selection, dry_run: dryRun, rate, lane, cap, why: why.trim() || null };
      const { id } = await beginReplay(access, order);
      if (!dryRun) dropWhy();
      onClose();
      go({ at: 'replay', id });
    } catch (refused) {
      setFailure(refused);
      setSending(false);
    }
  }

  function submit(event: Event) {
    event.preventDefault();
    void begin(!isTried);
  }

  return (
    <Dialog title={`Replay ${what}`} testid="replay-dialog" onClose={onClose}>
      <p class="muted">
        <Untrusted text={selectionText(selection)} />. Only open letters are sent again, with their edits.
      </p>
      <form onSubmit={submit} onKeyDown={submitOnCtrlEnter}>
        <div class="replay-settings">
          <label class="field">
            Events a second
            <input
              type="number"
              name="rate"
              min={1}
              max={MOST_RATE}
              required
              value={rate}
              onInput={(event) => set({ rate: event.currentTarget.valueAsNumber })}
            />
            <small>at most; slower spares the store</small>
          </label>
          <label class="field">
            Lane
            <select name="lane" value={lane} onChange={(event) => set({ lane: event.currentTarget.value as ReplayLane })}>
              {LANES.map((each) => (
                <option key={each} value={each}>
                  {LANE_WORDS[each]}
                </option>
              ))}
            </select>
            <small>bulk spares those who wait</small>
          </label>
          <label class="field">
            Replays a letter
            <input
              type="number"
              name="cap"
              min={1}
              max={1000}
              required
              value={cap}
              onInput={(event) => set({ cap: event.currentTarget.valueAsNumber })}
            />
            <small>who had as many is left out</small>
          </label>
        </div>
        <WhyField value={why} onInput={setWhy} required={isTried} placeholder="e.g. the title was mended" autofocus={isTried} />
        {!isTried && <p class="muted">A dry run changes nothing and says how many would succeed. Only the replay itself needs a reason.</p>}
        <Failure of={failure} />
        <div class="dialog-buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          {isTried ? (
            <button type="submit" class="primary" data-testid="replay-now" disabled={isSending}>
              Replay now
            </button>
          ) : (
            <>
              <button type="button" data-testid="replay-now" disabled={isSending} onClick={() => begin(false)}>
                Replay now
              </button>
              <button type="submit" class="primary" data-testid="dry-run" disabled={isSending} autofocus>
                Dry run first
              </button>
            </>
          )}
        </div>
      </form>
    </Dialog>
  );
}
