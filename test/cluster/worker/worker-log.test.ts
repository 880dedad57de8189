import { expect, it } from 'vitest';
import { WorkerLog } from '../../../src/cluster/worker/worker-log.js';
import { Log } from '../../../src/util/log/log.js';

const logger = new Log('INFO', () => {}).logger('x');

it('gives all lines when there are new ones', () => {
  const log = new WorkerLog();
  expect(log.take(logger)).toBeNull();
  log.add('a');
  expect(log.take(logger)).toEqual(['a']);
  expect(log.take(logger)).toBeNull();
  log.add('b');
  expect(log.take(logger)).toEqual(['a', 'b']);
});

it('returns nothing more after 70 lines at once, but these', () => {
  const log = new WorkerLog();
  for (let i = 0; i < 71; i++) log.add(`line ${i}`);
  expect(log.take(logger)).toHaveLength(71);
  log.add('more');
  expect(log.take(logger)).toBeNull();
});

it('keeps the newest 500 lines', () => {
  const log = new WorkerLog();
  for (let i = 0; i < 1_700; i++) log.add(`line ${i}`);
  const lines = log.take(logger);
  expect([lines?.length, lines?.at(-1)]).toEqual([500, 'line 1699']);
});
