import { useEffect, useRef, useState } from 'preact/hooks';
import { reasonOf, signInOptions, type SignInOptions } from './api';
import { SignIn } from './signin/sign-in';
import { SignedIn } from './signed-in';
import { forgetToken, savedToken, saveToken } from './signin/token';
import { forgetDrafts } from './ui/drafts';

const REFUSED = {
  expired: 'Your session has expired. Please sign in again.',
  notAccepted: 'This token was not accepted.',
  forbidden: 'This token has none of the groups tidemark-viewer, tidemark-client and tidemark-operator, so it cannot open the page.',
};

/** Either the page or the way in. */
export function App() {
  const [token, setToken] = useState(savedToken);
  const restored = useRef(token !== null);
  const [message, setMessage] = useState<string | null>(null);
  const [options, setOptions] = useState<SignInOptions | null>(null);

  function loadOptions() {
    signInOptions().then(setOptions, (failure) => setMessage(reasonOf(failure)));
  }
  useEffect(loadOptions, []);

  function retry() {
    setMessage(null);
    loadOptions();
  }

  function enter(entered: string) {
    saveToken(entered);
    restored.current = false;
    setMessage(null);
    setToken(entered);
  }

  function leave(why: string | null) {
    forgetToken();
    setMessage(why);
    setToken(null);
    if (!options) loadOptions();
  }

  function refused(status: 401 | 403, worked: boolean) {
    leave(status === 403 ? REFUSED.forbidden : worked || restored.current ? REFUSED.expired : REFUSED.notAccepted);
  }

  function signOut() {
    location.hash = '';
    forgetDrafts();
    leave(null);
  }

  return token ? (
    <SignedIn token={token} ingestUrl={options?.ingest_url ?? null} onRefused={refused} onSignOut={signOut} />
  ) : (
    <SignIn options={options} message={message} onToken={enter} onRetry={retry} />
  );
}
