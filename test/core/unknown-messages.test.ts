import { expect, it } from 'vitest';
import { UnknownMessages } from '../../src/core/unknown-messages.js';
import { Log } from '../../src/util/log/log.js';

it('names each unknown type once, up to twenty of them, cut and in one line, and counts the others', () => {
  const lines: string[] = [];
  const unknown = new UnknownMessages(new Log('INFO', (line) => lines.push(line)).logger('x'));
  unknown.count('first');
  for (let i = 0; i < 3; i++) unknown.count(`second\n${'x'.repeat(1_000)}`, 'h_1');
  for (let i = 5; i <= 100; i++) unknown.count(`type ${i}`, 'h_1');
  const texts = lines.map((line) => line.replace(/^.*?: Unknown message type received/, ''));
  expect(texts.slice(0, 3)).toEqual([
    ': first',
    ` from worker h_1: second ${'x'.repeat(43)} (2 messages of unknown types so far)`,
    ' from worker h_1: type 5 (5 messages of unknown types so far)',
  ]);
  expect(texts).toHaveLength(21); // twenty types, and the hundredth message
  expect(texts.at(-1)).toBe(' from worker h_1: type 100 (100 messages of unknown types so far)');
});
