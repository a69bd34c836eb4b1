import { useState } from 'preact/hooks';
import { reasonOf, signInLocally, type Role, type SignInOptions } from '../api';
import { Mark } from '../ui/mark';
import './sign-in.css';
import { TokenForm } from './token-form';

interface Props {
  options: SignInOptions | null;
  message: string | null;
  onToken: (token: string) => void;
  onRetry: () => void;
}

export function SignIn({ options, message, onToken, onRetry }: Props) {
  const [failure, setFailure] = useState<string | null>(null);
  const said = failure ?? message;

  function signIn(role: Role) {
    setFailure(null);
    signInLocally(role).then(onToken, (problem) => setFailure(reasonOf(problem)));
  }

  return (
    <main class="sign-in">
      <div class="sign-in-card">
        <Mark />
        <h1>Tidemark</h1>
        <p class="muted">Every session, as it happens.</p>
        {said && (
          <p class="sign-in-message" role="alert">
            {said}
          </p>
        )}
        {options ? (
          <Ways local={options.local} refused={said !== null} onRole={signIn} onToken={onToken} />
        ) : (
          said && (
            <button type="button" onClick={onRetry}>
              Try again
            </button>
          )
        )}
      </div>
    </main>
  );
}

interface WaysProps {
  local: boolean;
  refused: boolean;
  onRole: (role: Role) => void;
  onToken: (token: string) => void;
}

function Ways({ local, refused, onRole, onToken }: WaysProps) {
  if (!local) return <TokenForm onToken={onToken} />;
  return (
    <>
      <div class="roles">
        <button type="button" class="primary" data-testid="sign-in-view" onClick={() => onRole('view')}>
          View
          <small>Watch the sessions</small>
        </button>
        <button type="button" data-testid="sign-in-operate" onClick={() => onRole('operate')}>
          Operate
          <small>With an operator's rights</small>
        </button>
      </div>
      <details open={refused}>
        <summary>Use a token instead</summary>
        <TokenForm onToken={onToken} />
      </details>
    </>
  );
}
