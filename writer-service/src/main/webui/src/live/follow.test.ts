import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { View } from '../api';
import { follow } from './follow';

const view = (at: string) => `event: view\ndata: {"at":"${at}"}\n\n`;
const ended = (text: string) => new Response(text);
const refused = (status: number) => new Response('{"detail":"no"}', { status });
const silent = (signal: AbortSignal) =>
  new Response(
    new ReadableStream({
      start: (controller) => signal.addEventListener('abort', () => controller.error(signal.reason)),
    }),
  );

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('window', Object.assign(new EventTarget(), { setTimeout }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function followed(...answers: ((signal: AbortSignal) => Response | Promise<Response>)[]) {
  const heard: string[] = [];
  const requests: { url: string; authorization: string | undefined }[] = [];
  vi.stubGlobal('fetch', async (url: string, init: { headers: Record<string, string>; signal: AbortSignal }) => {
    requests.push({ url, authorization: init.headers['Authorization'] });
    return (answers.shift() ?? (() => refused(401)))(init.signal);
  });
  const follower = {
    onView: (seen: View) => heard.push(seen.at),
    onLost: (reason: string) => heard.push(reason),
    onRefused: (status: number) => heard.push(`refused ${status}`),
  };
  const done = follow('status=completed', 'secret', follower, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(120_000);
  await done;
  return { heard, requests };
}

test('after a loss it reconnects, until the token is refused', async () => {
  const { heard } = await followed(
    () => ended(view('one')),
    () => refused(503),
    () => Promise.reject(new TypeError('network')),
    () => ended(view('two') + view('three')),
    () => refused(403),
  );

  expect(heard).toEqual([
    'one',
    'The server closed the connection.',
    'no',
    'The server does not answer.',
    'two',
    'three',
    'The server closed the connection.',
    'refused 403',
  ]);
});

test('a silent connection is dead', async () => {
  const { heard } = await followed(silent);

  expect(heard).toEqual(['The server does not answer.', 'refused 401']);
});

test('the token travels in a header, never in the URL', async () => {
  const { requests } = await followed();

  expect(requests).toEqual([{ url: '/api/v1/dashboard/live?status=completed', authorization: 'Bearer secret' }]);
});
