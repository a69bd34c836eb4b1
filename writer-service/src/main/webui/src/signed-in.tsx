import { useMemo, useRef } from 'preact/hooks';
import { Dashboard } from './dashboard/dashboard';
import { Inbox } from './inbox/inbox';
import { usePlace } from './place';
import { claimsOf } from './signin/token';
import { AccessContext, type Access } from './ui/access';

interface Props {
  token: string;
  ingestUrl: string | null;
  onRefused: (status: 401 | 403, worked: boolean) => void;
  onSignOut: () => void;
}

/** The sessions, or the dead letters. */
export function SignedIn({ token, ingestUrl, onRefused, onSignOut }: Props) {
  const place = usePlace();
  const refused = useRef(onRefused);
  refused.current = onRefused;

  const access = useMemo<Access>(() => {
    const { subject, groups } = claimsOf(token);
    const isOperator = groups.includes('tidemark-operator');
    const isClient = groups.includes('tidemark-client');
    // Who has none of the groups learns from the server what is missing.
    const isViewer = groups.includes('tidemark-viewer') || !(isOperator || isClient);
    return { token, subject, canWatch: isViewer || isClient, isViewer, isOperator, onExpired: () => refused.current(401, false) };
  }, [token]);

  return (
    <AccessContext.Provider value={access}>
      {place.at !== 'sessions' ? (
        <Inbox place={place} onSignOut={onSignOut} />
      ) : access.canWatch ? (
        <Dashboard token={token} ingestUrl={ingestUrl} onRefused={onRefused} onSignOut={onSignOut} />
      ) : (
        <Inbox place={{ at: 'groups', status: 'open' }} onSignOut={onSignOut} />
      )}
    </AccessContext.Provider>
  );
}
