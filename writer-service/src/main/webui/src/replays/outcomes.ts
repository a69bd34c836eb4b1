/** What became of the letters of a replay, in parts of the whole, and in words. */
import { formatCount } from '../ui/format';
import { lettersText } from '../letters/words';
import { sharesOf, type Share } from '../ui/shares';
import { OUTCOMES, type Outcome, type Reason, type Replay, type WholeReplay } from './replays-api';

const WORDS: Record<Outcome, string> = {
  applied: 'applied',
  failed: 'dead again',
  skipped: 'left out',
  undecided: 'undecided',
  sent: 'under way',
  pending: 'still to be sent',
};

const WORDS_OF_DRY_RUN: Record<Outcome, string> = {
  ...WORDS,
  applied: 'would succeed',
  failed: 'would die again',
  sent: 'being tried',
  pending: 'still to be tried',
};

/** What an outcome is called. In a dry run it is what would come of it. */
export const outcomeText = (outcome: Outcome, isDryRun: boolean): string => (isDryRun ? WORDS_OF_DRY_RUN : WORDS)[outcome];

/** How many letters came to which outcome, as a bar has them. */
export function outcomeShares(replay: Replay): Share[] {
  return sharesOf(Object.fromEntries(OUTCOMES.map((outcome) => [outcome, replay[outcome]])), replay.total);
}

/** All of it in a sentence. */
export function outcomeSummary(replay: Replay): string {
  const present = OUTCOMES.filter((outcome) => replay[outcome] > 0);
  const parts = present.map((outcome) => `${formatCount(replay[outcome])} ${outcomeText(outcome, replay.dry_run)}`);
  return parts.length === 0 ? 'no letters' : `of ${lettersText(replay.total)}: ${parts.join(', ')}`;
}

/** The verdict in one line, which is what somebody at three in the morning reads. */
export function headline(replay: Replay): string {
  const { applied, total, dry_run } = replay;
  const verb = dry_run ? 'would succeed' : applied === 1 ? 'is applied' : 'are applied';
  if (total === 0) return 'No letter was selected';
  if (applied === 0) return dry_run ? 'None would succeed' : 'None is applied';
  if (applied < total) return `${formatCount(applied)} of ${formatCount(total)} ${verb}`;
  return total === 1 ? `It ${dry_run ? 'would succeed' : 'is applied'}` : `All ${formatCount(total)} ${verb}`;
}

/** A reason with its share of all that were not applied. */
export interface ReasonShare extends Omit<Reason, 'example'> {
  example: string | null;
  percent: number;
}

/** The reasons, and one more for those beyond the ones that the server names. */
export function reasonShares(replay: WholeReplay): ReasonShare[] {
  const all = replay.failed + replay.skipped + replay.undecided;
  const named = replay.reasons.reduce((sum, { count }) => sum + count, 0);
  const others = { failure: null, detail: 'for other reasons', count: all - named, example: null };
  const reasons = all > named ? [...replay.reasons, others] : replay.reasons;
  const whole = Math.max(all, named);
  return reasons.map((reason) => ({ ...reason, percent: (reason.count / whole) * 100 }));
}

/** How long what is left takes at the replay's rate, in seconds; null when nothing moves. */
export function secondsLeft({ state, pending, rate }: Replay): number | null {
  return state === 'running' && pending > 0 ? Math.ceil(pending / rate) : null;
}
