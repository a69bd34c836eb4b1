import { expect, test } from 'vitest';
import { messages, SseParser } from './sse';

const VIEW = { event: 'view', data: '{"a":1}', id: null };

test('a message is its event and its data', () => {
  expect(new SseParser().feed('event: view\ndata: {"a":1}\n\n')).toEqual([VIEW]);
});

test('chunks may be cut anywhere', () => {
  const stream = ': ping\r\n\r\nevent: view\r\ndata: {"a":1}\r\n\r\ndata:x\n\n';
  for (let cut = 0; cut <= stream.length; cut++) {
    const parser = new SseParser();
    const parsed = [...parser.feed(stream.slice(0, cut)), ...parser.feed(stream.slice(cut))];
    expect(parsed, `cut at ${cut}`).toEqual([VIEW, { event: 'message', data: 'x', id: null }]);
  }
});

test('data over several lines is joined, and one leading space is dropped', () => {
  expect(new SseParser().feed('data:  a\ndata\ndata:b:c\n\n')).toEqual([{ event: 'message', data: ' a\n\nb:c', id: null }]);
});

test('comments, unknown fields and an event without data are no messages', () => {
  expect(new SseParser().feed(': ping\n\nid: 7\nretry: 10\n\nevent: view\n\n')).toEqual([]);
});

test('an event name does not outlive its message', () => {
  expect(new SseParser().feed('event: view\n\ndata: a\n\n')).toEqual([{ event: 'message', data: 'a', id: null }]);
});

test('an id holds until the next one', () => {
  const ids = new SseParser().feed('data: a\n\nid: 7\ndata: b\n\ndata: c\n\nid\ndata: d\n\n').map(({ id }) => id);
  expect(ids).toEqual([null, '7', '7', null]);
});

test('a body is decoded across chunks, and every chunk is heard', async () => {
  const bytes = new TextEncoder().encode('event: view\ndata: "tide ≈"\n\n');
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  let heard = 0;

  const parsed = [];
  for await (const message of messages(body, () => heard++)) parsed.push(message);

  expect(parsed).toEqual([{ event: 'view', data: '"tide ≈"', id: null }]);
  expect(heard).toBe(bytes.length);
});
