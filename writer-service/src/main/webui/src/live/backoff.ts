const START_MS = 500;
const CAP_MS = 10_000;

/** How long to wait before reconnecting: exponential, capped, and jittered so that pages do not return all at once. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const ceiling = Math.min(CAP_MS, START_MS * 2 ** attempt);
  return ceiling * (0.5 + random() / 2);
}

/** Waits, but no longer than until the signal aborts or the network returns. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    window.addEventListener('online', done);

    function done() {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      window.removeEventListener('online', done);
      resolve();
    }
  });
}
