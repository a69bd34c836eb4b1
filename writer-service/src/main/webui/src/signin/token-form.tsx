import { useState } from 'preact/hooks';
import { pastedToken } from './token';

export function TokenForm({ onToken }: { onToken: (token: string) => void }) {
  const [text, setText] = useState('');
  const [invalid, setInvalid] = useState(false);

  function submit(event: Event) {
    event.preventDefault();
    const token = pastedToken(text);
    setInvalid(token === null);
    if (token) onToken(token);
  }

  return (
    <form class="token-form" onSubmit={submit}>
      <label for="token">Token</label>
      <input
        id="token"
        type="password"
        autocomplete="off"
        spellcheck={false}
        placeholder="eyJ…"
        data-testid="token-input"
        aria-invalid={invalid}
        aria-describedby="token-help"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
      <p id="token-help" class="muted" role={invalid ? 'alert' : undefined}>
        {invalid
          ? 'This does not look like a bearer token. Paste the whole of it.'
          : 'A bearer token in the group tidemark-viewer, and in tidemark-operator to act on dead letters; ./tidemark token --user me --group tidemark-viewer makes one for a local stack. It stays in this tab and is gone when you close it.'}
      </p>
      <button type="submit" class="primary" data-testid="token-submit">
        Sign in
      </button>
    </form>
  );
}
