import { useState } from 'preact/hooks';
import { go } from '../place';
import { useAccess } from '../ui/access';
import { Failure } from '../ui/failure';
import { useShortcuts } from '../ui/use-shortcuts';
import { ReplayDialog } from './replay-dialog';
import { beginReplay, turnReplay, type Replay, type ReplayTurn } from './replays-api';

/** What can be done with a replay: hold it, end it, or go on from a dry run to the real thing. */
export function ReplayActions({ replay, onTurned }: { replay: Replay; onTurned: () => void }) {
  const access = useAccess();
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { id, state, dry_run, selection, rate, lane, cap } = replay;
  const isRunning = state === 'running';
  const isPaused = state === 'paused';
  const isTried = dry_run && state === 'completed';

  function send(action: Promise<unknown>) {
    setFailure(null);
    setSending(true);
    action.catch(setFailure).finally(() => {
      setSending(false);
      onTurned();
    });
  }

  const turn = (to: ReplayTurn) => send(turnReplay(access, id, to));
  const tryAgain = () =>
    send(
      beginReplay(access, { selection, dry_run: true, rate, lane, cap, why: null }).then((begun) => go({ at: 'replay', id: begun.id })),
    );

  useShortcuts({
    r: access.isOperator && isTried && (() => setAsking(true)),
    t: access.isOperator && !isRunning && !isPaused && tryAgain,
  });

  if (!access.isOperator) return null;
  return (
    <>
      <Failure of={failure} />
      <div class="actions" data-testid="replay-actions">
        {isTried && (
          <button type="button" class="primary" data-testid="replay" onClick={() => setAsking(true)}>
            Replay…
          </button>
        )}
        {!isRunning && !isPaused && (
          <button type="button" data-testid="try-out" disabled={isSending} onClick={tryAgain}>
            {dry_run ? 'Try out again' : 'Try out what is still open'}
          </button>
        )}
        {isRunning && (
          <button type="button" data-testid="pause" disabled={isSending} onClick={() => turn('pause')}>
            Pause
          </button>
        )}
        {isPaused && (
          <button type="button" class="primary" data-testid="resume" disabled={isSending} onClick={() => turn('resume')}>
            Resume
          </button>
        )}
        {(isRunning || isPaused) && (
          <button type="button" data-testid="cancel" disabled={isSending} onClick={() => turn('cancel')}>
            Cancel
          </button>
        )}
      </div>
      {isAsking && (
        <ReplayDialog
          selection={selection}
          count={null}
          isTried
          settings={{ rate, lane, cap }}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
