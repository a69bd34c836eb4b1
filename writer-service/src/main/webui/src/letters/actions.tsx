import { useState } from 'preact/hooks';
import { go } from '../place';
import { ReplayDialog } from '../replays/replay-dialog';
import { beginReplay, type Replay } from '../replays/replays-api';
import { CAREFUL } from '../replays/settings';
import { useAccess } from '../ui/access';
import { Failure } from '../ui/failure';
import { useShortcuts } from '../ui/use-shortcuts';
import { DecideDialog } from './decide-dialog';
import type { Decision, LetterStatus, Selection } from './letters-api';

interface Props {
  selection: Selection;
  /** Of which status the letters are that are shown; null when of any. */
  status: string | null;
  /** How many there are by status, where that is known. */
  counts: Record<LetterStatus, number> | null;
  isKnownEmpty: boolean;
  /** The version of the only letter, as it was seen. */
  ifMatch?: string | null;
  onDone: () => void;
}

/** What an operator can do with letters: try them out, replay them, discard them, open them again. */
export function Actions({ selection, status, counts, isKnownEmpty, ifMatch = null, onDone }: Props) {
  const access = useAccess();
  const [dialog, setDialog] = useState<'replay' | Decision | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const [isTrying, setTrying] = useState(false);

  const hasOpen = !isKnownEmpty && (status === null || status === 'open') && counts?.open !== 0;
  const hasDiscarded = !isKnownEmpty && (status === null || status === 'discarded') && counts?.discarded !== 0;
  const decision = hasOpen ? 'discard' : hasDiscarded ? 'restore' : null;

  function show(replay: Replay) {
    go({ at: 'replay', id: replay.id });
  }

  function tryOut() {
    setFailure(null);
    setTrying(true);
    beginReplay(access, { ...CAREFUL, selection, dry_run: true, why: null })
      .then(show, setFailure)
      .finally(() => setTrying(false));
  }

  const can = access.isOperator;
  useShortcuts({
    t: can && hasOpen && !isTrying && tryOut,
    r: can && hasOpen && (() => setDialog('replay')),
    d: can && decision && (() => setDialog(decision)),
  });

  if (!can) return null;
  return (
    <>
      <div class="actions" data-testid="actions">
        {hasOpen && (
          <>
            <button type="button" class="primary" data-testid="try-out" disabled={isTrying} onClick={tryOut}>
              {isTrying ? 'Beginning…' : 'Try out'}
            </button>
            <button type="button" data-testid="replay" onClick={() => setDialog('replay')}>
              Replay…
            </button>
            <button type="button" data-testid="discard" onClick={() => setDialog('discard')}>
              Discard…
            </button>
          </>
        )}
        {hasDiscarded && (
          <button type="button" data-testid="restore" onClick={() => setDialog('restore')}>
            Restore…
          </button>
        )}
      </div>
      <Failure of={failure} onRetry={tryOut} />
      {dialog === 'replay' && (
        <ReplayDialog selection={selection} count={counts?.open ?? null} isTried={false} settings={CAREFUL} onClose={() => setDialog(null)} />
      )}
      {(dialog === 'discard' || dialog === 'restore') && (
        <DecideDialog
          decision={dialog}
          selection={selection}
          count={counts && (dialog === 'discard' ? counts.open : counts.discarded)}
          ifMatch={ifMatch}
          onDone={onDone}
          onClose={() => setDialog(null)}
        />
      )}
    </>
  );
}
