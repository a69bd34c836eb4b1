import { useEffect, useState } from 'preact/hooks';

/** What was loaded last, and why loading fails now, if it does. */
export interface Loaded<T> {
  value: T | null;
  failure: unknown;
  reload: () => void;
}

/** Loads what the key names, at once and then, if wanted, again and again. Of another key nothing is shown. */
export function useLoaded<T>(
  load: (signal: AbortSignal) => Promise<T>,
  key: string,
  everyMs: number | null = null,
): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; failure: unknown }>({ key, value: null, failure: null });
  const [round, setRound] = useState(0);

  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;

    async function once() {
      try {
        const value = await load(abort.signal);
        if (!abort.signal.aborted) setState({ key, value, failure: null });
      } catch (failure) {
        if (!abort.signal.aborted) setState((before) => ({ key, value: before.key === key ? before.value : null, failure }));
      }
      if (everyMs !== null && !abort.signal.aborted) timer = window.setTimeout(once, everyMs);
    }

    void once();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [key, round, everyMs]);

  const reload = () => setRound((before) => before + 1);
  return state.key === key ? { value: state.value, failure: state.failure, reload } : { value: null, failure: null, reload };
}
