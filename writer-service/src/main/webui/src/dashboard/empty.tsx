import { useState } from 'preact/hooks';
import { Command } from '../ui/command';
import './empty.css';

/** Nothing has arrived yet: what to do about it. */
export function Empty({ ingestUrl }: { ingestUrl: string | null }) {
  const [now] = useState(() => new Date().toISOString());
  return (
    <section class="empty" data-testid="empty">
      <h2>Nothing has arrived yet</h2>
      <p>The tide is out. Send a first session, and it appears here within a second.</p>
      <h3>From the checkout</h3>
      <Command text={send(ingestUrl)} />
      {ingestUrl && (
        <>
          <h3>With curl</h3>
          <Command text={curl(ingestUrl, now)} />
        </>
      )}
    </section>
  );
}

/** A stack on ports of its own has to be named. */
function send(ingestUrl: string | null): string {
  const elsewhere = ingestUrl && ingestUrl !== 'http://localhost:8080';
  return `${elsewhere ? `TIDEMARK_INGEST_URL=${ingestUrl} ` : ''}./tidemark send --example`;
}

function curl(ingestUrl: string, now: string): string {
  const event = { id: 'hello-1', type: 'session.started', session_id: 'hello', occurred_at: now };
  return (
    'curl -H "Authorization: Bearer $(./tidemark token --user user-1)" -H "Content-Type: application/json" ' +
    `${ingestUrl}/api/v1/events -d '${JSON.stringify({ events: [event] })}'`
  );
}
