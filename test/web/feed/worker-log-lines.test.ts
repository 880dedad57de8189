import { describe, expect, it } from 'vitest';
import { WorkerLogLines } from '../../../src/web/feed/worker-log-lines.js';

describe('WorkerLogLines', () => {
  it('finds the new lines of a worker that tells all it keeps', () => {
    const lines = new WorkerLogLines();
    lines.replace('h_1', ['a', 'b']);
    lines.replace('h_2', ['x']);
    lines.replace('h_1', ['b', 'c', 'd']);
    expect(lines.since(0)).toEqual([
      { node: 'h_1', text: 'a' },
      { node: 'h_1', text: 'b' },
      { node: 'h_2', text: 'x' },
      { node: 'h_1', text: 'c' },
      { node: 'h_1', text: 'd' },
    ]);
    expect([lines.count, lines.since(4), lines.since(5)]).toEqual([5, [{ node: 'h_1', text: 'd' }], []]);
    expect(lines.all()).toEqual({ h_1: ['b', 'c', 'd'], h_2: ['x'] });
  });

  it('tells apart what came before a number, by worker', () => {
    const lines = new WorkerLogLines();
    lines.replace('h_1', ['a', 'b']);
    lines.replace('h_2', ['x']);
    const { count } = lines;
    lines.replace('h_1', ['b', 'c', 'd']);
    lines.replace('h_3', ['z']);
    expect(lines.before(count)).toEqual([
      { node: 'h_1', text: 'b' },
      { node: 'h_2', text: 'x' },
    ]);
    expect(lines.before(lines.count).map(({ text }) => text)).toEqual(['b', 'c', 'd', 'x', 'z']);
    expect(lines.before(0)).toEqual([]);
  });

  it('keeps the newest 500 of each worker', () => {
    const lines = new WorkerLogLines();
    lines.replace(
      'h_1',
      Array.from({ length: 600 }, (_, i) => `line ${i}`),
    );
    expect([lines.all().h_1?.length, lines.all().h_1?.at(0)]).toEqual([500, 'line 100']);
  });

  it('keeps those of the newest thousand workers', () => {
    const lines = new WorkerLogLines();
    for (let i = 0; i < 1_001; i++) lines.replace(`h_${i}`, ['a line']);
    expect([Object.keys(lines.all()).length, lines.all().h_0, lines.all().h_1]).toEqual([1_000, undefined, ['a line']]);
  });
});
