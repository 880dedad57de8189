import { expect, it } from 'vitest';
import { Markers } from '../../../src/web/history/markers.js';
import { workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

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

it('marks each target when it is missed, and again only after it was met', () => {
  const markers = new Markers();
  const targets = (p95: string, rps: string) =>
    [
      { text: 'p95 < 60ms', state: p95 },
      { text: 'rps > 10', state: rps },
    ] as never;
  markers.add(at(1, 'running', 5), targets('pending', 'met'));
  markers.add(at(2, 'running', 5), targets('missed', 'met'));
  markers.add(at(3, 'running', 5), targets('missed', 'missed'));
  markers.add(at(4, 'running', 5), targets('met', 'missed'));
  markers.add(at(5, 'running', 5), targets('missed', 'missed'));
  expect(markers.list.filter(({ kind }) => kind === 'target')).toEqual([
    { at: 2, kind: 'target', text: 'p95 < 60ms' },
    { at: 3, kind: 'target', text: 'rps > 10' },
    { at: 5, kind: 'target', text: 'p95 < 60ms' },
  ]);
});
