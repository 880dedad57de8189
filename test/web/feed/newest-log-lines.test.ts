import { describe, expect, it } from 'vitest';
import { newestOfEachNode } from '../../../src/web/feed/newest-log-lines.js';

const linesOf = (node: string, count: number) => Array.from({ length: count }, (_, i) => ({ node, text: String(i) }));

describe('newestOfEachNode', () => {
  it('keeps 500 lines of each node in their order', () => {
    const [master, worker] = [linesOf('', 3), linesOf('w1', 502)];
    const lines = [...worker.slice(0, 1), ...master, ...worker.slice(1)];
    expect(newestOfEachNode(lines)).toEqual([...master, ...worker.slice(2)]);
  });

  it('returns the same list if all lines stay', () => {
    const lines = linesOf('', 500);
    expect(newestOfEachNode(lines)).toBe(lines);
    expect(newestOfEachNode([])).toEqual([]);
  });

  it('keeps 10,000 lines of more than 20 nodes, as many of each', () => {
    const lines = Array.from({ length: 40 }, (_, i) => linesOf(`w${i}`, 500)).flat();
    const kept = newestOfEachNode(lines);
    expect(kept).toHaveLength(10_000);
    expect(kept.slice(0, 2)).toEqual([
      { node: 'w0', text: '250' },
      { node: 'w0', text: '251' },
    ]);
  });
});
