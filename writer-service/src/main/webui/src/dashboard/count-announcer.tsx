import type { View } from '../api';
import { Announcer } from '../ui/announcer';
import { formatCount } from '../ui/format';

/** Says the counts to a screen reader when they changed. */
export function CountAnnouncer({ counts }: { counts: View['counts'] }) {
  const text =
    `${formatCount(counts.in_progress)} in progress, ${formatCount(counts.completed)} completed, ` +
    `${formatCount(counts.abandoned)} abandoned`;
  return <Announcer text={text} />;
}
