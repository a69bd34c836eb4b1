import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { View } from '../api';
import { follow } from './follow';

const view = (at: string) => `event: view\nid: ${at}\ndata: {"at":"${at}"}\n\n`;
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
  const continued: boolean[] = [];
  const requests: { url: string; authorization: string | undefined; lastEventId: string | undefined }[] = [];
  let last: string | null = null;
  vi.stubGlobal('fetch', async (url: string, init: { headers: Record<string, string>; signal: AbortSignal }) => {
    requests.push({ url, authorization: init.headers['Authorization'], lastEventId: init.headers['Last-Event-ID'] });
    return (answers.shift() ?? (() => refused(401)))(init.signal);
  });
  const follower = {
    lastEventId: () => last,
    onView(seen: View, id: string | null, isContinued: boolean) {
      heard.push(seen.at);
      continued.push(isContinued);
      last = id;
    },
    onLost: (reason: string) => heard.push(reason),
    onRefused: (status: number) => heard.push(`refused ${status}`),
  };
  const done = follow('status=completed', 'secret', follower, new AbortController().signal);
  await vi.advanceTimersByTimeAsync(120_000);
  await done;
  return { heard, continued, requests };
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

test('a reconnect names the last view, and goes on from it', async () => {
  const { continued, requests } = await followed(
    () => ended(view('one') + view('two')),
    () => ended(view('three')),
    () => refused(401),
  );

  expect(requests.map(({ lastEventId }) => lastEventId)).toEqual([undefined, 'two', 'three']);
  expect(continued).toEqual([false, true, true]);
});

test('a silent connection is dead', async () => {
  const { heard } = await followed(silent);

  expect(heard).toEqual(['The server does not answer.', 'refused 401']);
});

test('the token travels in a header, never in the URL', async () => {
  const { requests } = await followed();

  expect(requests).toMatchObject([{ url: '/api/v1/dashboard/live?status=completed', authorization: 'Bearer secret' }]);
});
