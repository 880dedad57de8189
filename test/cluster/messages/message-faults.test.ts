import { expect, it } from 'vitest';
import { MessageFaults } from '../../../src/cluster/messages/message-faults.js';
import { Log } from '../../../src/util/log/log.js';

it('warns of the first wrong message, and of each tenfold number', () => {
  const lines: string[] = [];
  const faults = new MessageFaults(new Log('INFO', (line) => lines.push(line)).logger('x'));
  for (let i = 1; i <= 250; i++) faults.count(i === 1 ? null : 'h_1\n', `reason ${i}`);
  expect(lines.map((line) => line.replace(/^.*?: /, ''))).toEqual([
    'A wrong message was ignored (reason 1).',
    'A wrong message from h_1 was ignored (10 so far; the last one: reason 10).',
    'A wrong message from h_1 was ignored (100 so far; the last one: reason 100).',
  ]);
});

it('warns of refused connections, which it counts separately', () => {
  const lines: string[] = [];
  const faults = new MessageFaults(new Log('INFO', (line) => lines.push(line)).logger('x'));
  faults.count(null, 'a message');
  for (let i = 1; i <= 12; i++) faults.count(null, `reason ${i}`, true);
  expect(lines.map((line) => line.replace(/^.*?: /, ''))).toEqual([
    'A wrong message was ignored (a message).',
    'A connection was refused (reason 1).',
    'A connection was refused (10 so far; the last one: reason 10).',
  ]);
});
