import type { ComponentChildren } from 'preact';
import { hrefOf, usePlace } from '../place';
import { useAccess } from '../ui/access';
import { formatCount } from '../ui/format';
import { Mark } from '../ui/mark';
import './shell.css';
import { useOpenLetters } from './use-open-letters';

interface Props {
  class: string;
  /** What the header says beside the navigation. */
  state?: ComponentChildren;
  onSignOut: () => void;
  children: ComponentChildren;
  [data: `data-${string}`]: boolean | string;
}

/** The frame of every page for somebody who is signed in. */
export function Shell({ class: name, state, onSignOut, children, ...data }: Props) {
  const { subject } = useAccess();
  return (
    <div class={`shell ${name}`} {...data}>
      <header class="header">
        <span class="brand">
          <Mark />
          <span class="brand-name">Tidemark</span>
        </span>
        <Navigation />
        {state}
        <button type="button" class="quiet sign-out" title={subject ? `You are ${subject}` : undefined} onClick={onSignOut}>
          Sign out
        </button>
      </header>
      <main>{children}</main>
    </div>
  );
}

function Navigation() {
  const { canWatch, isViewer, isOperator } = useAccess();
  const atSessions = usePlace().at === 'sessions' && canWatch;
  return (
    <nav class="navigation" aria-label="Main">
      {canWatch && (
        <a href={hrefOf({ at: 'sessions' })} aria-current={atSessions ? 'page' : undefined}>
          Sessions
        </a>
      )}
      {(isViewer || isOperator) && <ToLetters isThere={!atSessions} />}
    </nav>
  );
}

function ToLetters({ isThere }: { isThere: boolean }) {
  const open = useOpenLetters();
  return (
    <a
      href={hrefOf({ at: 'groups', status: 'open' })}
      aria-current={isThere ? 'page' : undefined}
      data-testid="nav-dead-letters"
    >
      Dead letters
      {open !== null && (
        <span class="open-count" data-open={open > 0} data-testid="open-count">
          {formatCount(open)}
          <span class="visually-hidden"> open</span>
        </span>
      )}
    </a>
  );
}
