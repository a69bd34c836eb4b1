import { useState } from 'preact/hooks';
import { useAccess } from '../ui/access';
import { Dialog } from '../ui/dialog';
import { useDraft } from '../ui/drafts';
import { Failure } from '../ui/failure';
import { submitOnCtrlEnter } from '../ui/submit-keys';
import { Untrusted } from '../ui/untrusted';
import { WhyField } from '../ui/why-field';
import { decide, decideOne, type Decision, type Selection } from './letters-api';
import { useCount } from './use-count';
import { lettersText, selectionText } from './words';

const WORDS = {
  discard: { verb: 'Discard', status: 'open', placeholder: 'e.g. a client of 2024 that nobody can update' },
  restore: { verb: 'Restore', status: 'discarded', placeholder: 'e.g. discarded by mistake' },
} as const;

interface Props {
  decision: Decision;
  selection: Selection;
  /** How many it is about, where that is known. */
  count: number | null;
  ifMatch: string | null;
  onDone: () => void;
  onClose: () => void;
}

/** Asks for the reason, and says how many letters it is about, before anything is done. */
export function DecideDialog({ decision, selection, count: known, ifMatch, onDone, onClose }: Props) {
  const access = useAccess();
  const { verb, status, placeholder } = WORDS[decision];
  const { count, failure: uncounted } = useCount(selection, status, known);
  const [why, setWhy, dropWhy] = useDraft(`${decision} ${JSON.stringify(selection)}`);
  const [failure, setFailure] = useState<unknown>(null);
  const [isSending, setSending] = useState(false);
  const what = count === null ? 'these letters' : `${count.isLeast ? 'more than ' : ''}${lettersText(count.letters)}`;

  async function submit(event: Event) {
    event.preventDefault();
    setFailure(null);
    setSending(true);
    try {
      const origin = 'origins' in selection && selection.origins.length === 1 ? selection.origins[0] : undefined;
      if (origin === undefined) await decide(access, decision, selection, why.trim() || null);
      else await decideOne(access, decision, origin, why.trim() || null, ifMatch);
      dropWhy();
      onDone();
      onClose();
    } catch (refused) {
      setFailure(refused);
      setSending(false);
    }
  }

  return (
    <Dialog title={`${verb} ${what}`} testid="decide-dialog" onClose={onClose}>
      <p class="muted">
        <Untrusted text={selectionText(selection)} />.{' '}
        {decision === 'discard' ? 'They are kept, and can be restored.' : 'They are open again afterwards.'}
      </p>
      <form onSubmit={submit} onKeyDown={submitOnCtrlEnter}>
        <WhyField value={why} onInput={setWhy} required={decision === 'discard'} placeholder={placeholder} autofocus />
        <Failure of={failure} />
        <div class="dialog-buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" class="primary" data-testid="confirm" disabled={isSending || (count === null ? uncounted === null : count.letters === 0)}>
            {isSending ? 'Sending…' : count === null && uncounted === null ? 'Counting…' : `${verb} ${what}`}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
