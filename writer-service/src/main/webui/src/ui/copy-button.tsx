import { useState } from 'preact/hooks';

const SAY_SO_MS = 2000;

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [said, setSaid] = useState<string | null>(null);

  async function copy() {
    // The clipboard is there only where the page is served over https or from localhost.
    const copied = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    setSaid(copied ? 'Copied' : 'Not allowed here');
    setTimeout(() => setSaid(null), SAY_SO_MS);
  }

  return (
    <button type="button" class="quiet copy" aria-label={said ? undefined : label} onClick={copy}>
      <span aria-live="polite">{said ?? 'Copy'}</span>
    </button>
  );
}
