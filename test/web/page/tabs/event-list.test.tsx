import { expect, it } from 'vitest';
import { EventList } from '../../../../src/web/page/tabs/event-list.js';
import { wordsOf } from '../markup.js';

it('lists events as text', () => {
  const at = new Date(2026, 1, 1, 9, 30, 5).getTime() / 1000;
  const markers = [
    { at, kind: 'start', text: 'started with 10 users' },
    { at, kind: 'load', text: '20 users' },
    { at: at + 1, kind: 'target', text: 'p95 < 500' },
  ] as const;
  expect(wordsOf(<EventList markers={markers} />)).toBe(
    'Events 09:30:05 Test started with 10 users 09:30:05 Load changed: 20 users 09:30:06 Target missed: p95 < 500',
  );
});
