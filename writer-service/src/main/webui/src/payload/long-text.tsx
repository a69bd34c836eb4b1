import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Untrusted } from '../ui/untrusted';
import type { Blocks } from './blocks';
import './long-text.css';

const AT_ONCE = 2;

interface Props {
  blocks: Blocks;
  label: string;
}

/** A text of any length: what is scrolled to is there in time. */
export function LongText({ blocks, label }: Props) {
  const [shown, setShown] = useState(AT_ONCE);
  const box = useRef<HTMLPreElement>(null);
  const end = useRef<HTMLSpanElement>(null);
  const hasMore = shown < blocks.count;

  useEffect(() => setShown(AT_ONCE), [blocks]);

  useEffect(() => {
    if (!hasMore || !end.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setShown((before) => before + AT_ONCE);
      },
      { root: box.current, rootMargin: '600px' },
    );
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [hasMore, shown, blocks]);

  return (
    <pre ref={box} class="long-text" data-blocks={blocks.count > 1 ? 'many' : 'one'} tabIndex={0} aria-label={label} data-testid="payload-text">
      {Array.from({ length: Math.min(shown, blocks.count) }, (_, index) => (
        <Block key={index} blocks={blocks} index={index} />
      ))}
      {hasMore && <span ref={end} class="muted">…</span>}
    </pre>
  );
}

/** What is shown already is not looked at again when more is. */
function Block({ blocks, index }: { blocks: Blocks; index: number }) {
  return useMemo(
    () => (
      <div>
        <Untrusted text={blocks.block(index)} lines />
      </div>
    ),
    [blocks, index],
  );
}
