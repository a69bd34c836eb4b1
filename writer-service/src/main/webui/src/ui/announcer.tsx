import { useEffect, useRef, useState } from 'preact/hooks';

const EVERY_MS = 10_000;

/** Says what changes to a screen reader, politely and not too often; another `matter` is said at once. */
export function Announcer({ text, matter = '' }: { text: string; matter?: string }) {
  const latest = useRef(text);
  latest.current = text;
  const [said, setSaid] = useState(text);

  useEffect(() => {
    setSaid(latest.current);
    const timer = setInterval(() => setSaid(latest.current), EVERY_MS);
    return () => clearInterval(timer);
  }, [matter]);

  return (
    <p class="visually-hidden" role="status">
      {said}
    </p>
  );
}
