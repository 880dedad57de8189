/** How much of the log a page keeps: the newest lines of each node, so that a busy one displaces no line of another. */
import { keptLines } from '../../util/log/recent-lines.js';
import type { LogLine } from '../contracts/feed.js';

/** Of all nodes: with more than 20, each has its share. */
const maxLines = 10_000;

/** The newest 500 lines of each node, or its share of 10,000 if that is less; the order stays. */
export function newestOfEachNode(lines: readonly LogLine[]): readonly LogLine[] {
  const excess = new Map<string, number>();
  for (const { node } of lines) excess.set(node, (excess.get(node) ?? 0) + 1);
  const most = Math.max(1, Math.min(keptLines, Math.floor(maxLines / excess.size)));
  for (const [node, count] of excess) excess.set(node, count - most);
  if ([...excess.values()].every((count) => count <= 0)) return lines;
  return lines.filter(({ node }) => {
    const left = excess.get(node) ?? 0;
    if (left > 0) excess.set(node, left - 1);
    return left <= 0;
  });
}
