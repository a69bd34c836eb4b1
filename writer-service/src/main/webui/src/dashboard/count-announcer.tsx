import { useEffect, useRef, useState } from 'preact/hooks';
import type { View } from '../api';
import { formatCount } from './format';

const EVERY_MS = 10_000;

/** Says the counts to a screen reader when they changed, politely and not too often. */
export function CountAnnouncer({ counts }: { counts: View['counts'] }) {
  const text =
    `${formatCount(counts.in_progress)} in progress, ${formatCount(counts.completed)} completed, ` +
    `${formatCount(counts.abandoned)} abandoned`;
  const latest = useRef(text);
  latest.current = text;
  const [said, setSaid] = useState(text);

  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current), EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  return (
    <p class="visually-hidden" role="status">
      {said}
    </p>
  );
}
