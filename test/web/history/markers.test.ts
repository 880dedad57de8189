import { expect, it } from 'vitest';
import { Markers } from '../../../src/web/history/markers.js';
import { workedSampleEnd } from '../../helpers/worked-sample.js';

const at = (second: number, state: string, targetUserCount: number) =>
  ({ ...workedSampleEnd(), at: second, state, targetUserCount }) as never;

it('marks a start, each change of the load, and a stop, once', () => {
  const markers = new Markers();
  markers.add(at(0, 'ready', 0));
  markers.add(at(1, 'spawning', 1));
  markers.add(at(2, 'running', 1));
  markers.add(at(3, 'running', 20));
  markers.add(at(4, 'stopped', 0));
  markers.add(at(5, 'stopped', 0));
  expect(markers.list).toEqual([
    { at: 1, kind: 'start', text: 'started with 1 user' },
    { at: 3, kind: 'load', text: '20 users' },
    { at: 4, kind: 'stop', text: 'stopped' },
  ]);
});

it('keeps the newest 500', () => {
  const markers = new Markers();
  for (let i = 1; i <= 600; i++) markers.add(at(i, 'running', i));
  expect([markers.list.length, markers.list.at(-1)?.at]).toEqual([500, 600]);
});
