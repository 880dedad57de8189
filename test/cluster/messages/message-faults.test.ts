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

it('names each unknown type once, up to twenty of them, cut and in one line, and counts the others', () => {
  const lines: string[] = [];
  const faults = new MessageFaults(new Log('INFO', (line) => lines.push(line)).logger('x'));
  faults.countUnknown(null, 'first');
  for (let i = 0; i < 3; i++) faults.countUnknown('h_1', `second\n${'x'.repeat(1_000)}`);
  for (let i = 5; i <= 100; i++) faults.countUnknown('h_1', `type ${i}`);
  const texts = lines.map((line) => line.replace(/^.*?: Unknown message type received/, ''));
  expect(texts.slice(0, 3)).toEqual([
    ': first',
    ` from worker h_1: second ${'x'.repeat(43)} (2 messages of unknown types so far)`,
    ' from worker h_1: type 5 (5 messages of unknown types so far)',
  ]);
  expect(texts).toHaveLength(21); // twenty types, and the hundredth message
  expect(texts.at(-1)).toBe(' from worker h_1: type 100 (100 messages of unknown types so far)');
});
