import { Problem } from '../api';

/** What to do about refusals whose own words do not say it. */
const ADVICE = new Map([
  ['forbidden', 'Sign in with a token in the group tidemark-operator.'],
  ['letter_changed', 'Somebody else changed it since you saw it; what you typed is still here.'],
  ['wrong_status', 'Somebody was faster: load the letter again.'],
  ['wrong_state', 'Somebody was faster: what you see now is the latest.'],
  ['id_changed', 'Put the original id back. What is applied is known by its id.'],
  ['nothing_selected', 'None of these letters is open. Restore those that were discarded, or choose others.'],
  ['replay_running', 'Wait for the replay to end, or cancel it.'],
]);

/** What somebody can do about a failed call; nothing when its own words say enough. */
export function adviceOf(failure: unknown): string | null {
  if (!(failure instanceof Problem)) return 'Check that the writer is up, then try again.';
  if (failure.status === 413) return 'It is larger than the server takes.';
  return ADVICE.get(failure.code ?? '') ?? null;
}
