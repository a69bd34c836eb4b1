import { expect, test } from 'vitest';
import type { Session, View } from '../api';
import { belowView, notLive, withFresh, type Older } from './older';

/** A session that was opened so many minutes after midnight, by which it is also named. */
const session = (minute: number, some: Partial<Session> = {}): Session =>
  ({
    user_id: 'ada',
    session_id: `s${minute}`,
    status: 'in_progress',
    started_at: new Date(Date.UTC(2026, 10, 21, 0, minute)).toISOString(),
    ...some,
  }) as Session;
const sessions = (...minutes: number[]) => minutes.map((minute) => session(minute));
const view = (...minutes: number[]) => ({ sessions: sessions(...minutes), more: 'cursor' }) as View;
const older = (...minutes: number[]): Older => ({ items: sessions(...minutes), next: null, at: 0, hasGap: false });
const namesOf = (some: Session[] | undefined) => some?.map(({ session_id }) => session_id);

test('what newer ones push out of the live list is on top of the older', () => {
  const after = belowView(older(3, 2), sessions(6, 5, 4), view(8, 7, 6))!;

  expect(namesOf(after.items)).toEqual(['s5', 's4', 's3', 's2']);
  expect(after.hasGap).toBe(false);
});

test('what is not of the filter any more is gone, not old', () => {
  const before = older(3, 2);

  expect(belowView(before, sessions(6, 5, 4), view(6, 4, 3))).toBe(before);
});

test('what moved up into the live list is not there twice, and comes back as it was last', () => {
  const before = older(3, 2);
  expect(namesOf(notLive(before, view(6, 4, 3).sessions))).toEqual(['s2']);

  const after = belowView(before, [session(6), session(4), session(3, { status: 'completed' })], view(7, 6, 4))!;
  expect(namesOf(after.items)).toEqual(['s3', 's2']);
  expect(after.items[0]!.status).toBe('completed');
});

test('when all live ones are new, some between may be missing', () => {
  const after = belowView(older(3, 2), sessions(6, 5, 4), view(90, 89, 88))!;

  expect(after.hasGap).toBe(true);
  expect(belowView(after, view(90, 89, 88).sessions, view(91, 90, 89))!.hasGap, 'and stay so').toBe(true);
});

test('when everything is live, nothing is older', () => {
  expect(belowView(older(3, 2), sessions(6, 5, 4), { ...view(6), more: null })).toBeNull();
});

test('they do not grow for ever', () => {
  const many = older(...Array.from({ length: 2000 }, (_, index) => 1 - index));
  const after = belowView(many, sessions(6, 5, 4), view(8, 7, 6))!;

  expect(after.items).toHaveLength(2000);
  expect(after.hasGap).toBe(true);
});

test('one that is known as it is now is shown so', () => {
  const before = older(3, 2);
  const after = withFresh(before, session(2, { status: 'completed' }));

  expect(after.items.map(({ status }) => status)).toEqual(['in_progress', 'completed']);
  expect(withFresh(before, session(9))).toBe(before);
  expect(withFresh(before, null)).toBe(before);
});
