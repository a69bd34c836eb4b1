import type { ComponentChildren } from 'preact';
import { reasonOf } from '../api';
import { adviceOf } from './advice';
import './failure.css';

interface Props {
  of: unknown;
  onRetry?: () => void;
  children?: ComponentChildren;
}

/** Why something did not work, and what can be done. Without a failure it is nothing. */
export function Failure({ of, onRetry, children }: Props) {
  if (of === null) return null;
  const advice = adviceOf(of);
  return (
    <div class="failure" role="alert" data-testid="failure">
      <p>
        <strong>{reasonOf(of)}</strong> {advice}
      </p>
      {onRetry && (
        <button type="button" onClick={onRetry}>
          Try again
        </button>
      )}
      {children}
    </div>
  );
}
