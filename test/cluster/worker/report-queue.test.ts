import { describe, expect, it } from 'vitest';
import type { StatsReport } from '../../../src/cluster/messages/stats-report.js';
import { ReportQueue } from '../../../src/cluster/worker/report-queue.js';

const report = (name: string) => ({ name }) as unknown as StatsReport;

function filled(count: number): ReportQueue {
  const queue = new ReportQueue();
  for (let i = 1; i <= count; i++) queue.add(queue.nextMark(1), report(`r${i}`), i * 1_000);
  return queue;
}

describe('ReportQueue', () => {
  it('numbers reports, and says which is the oldest that it still has', () => {
    const queue = filled(2);
    expect(queue.nextMark(5)).toEqual({ number: 3, first: 1, epoch: 5 });
    queue.acknowledge(2);
    expect(queue.nextMark(5)).toEqual({ number: 4, first: 4, epoch: 5 });
    expect([queue.lastNumber, queue.isEmpty]).toEqual([4, true]);
  });

  it('gives reports without an answer again, after 2.5 s, and again', () => {
    const queue = filled(2);
    expect(queue.takeLost(3_400)).toEqual([]);
    expect(queue.takeLost(3_500)).toEqual([report('r1')]);
    expect(queue.takeLost(4_500)).toEqual([report('r2')]);
    queue.acknowledge(1);
    expect(queue.takeLost(60_000)).toEqual([report('r2')]);
  });

  it('is full at 20', () => {
    expect([filled(19).isFull, filled(20).isFull]).toEqual([false, true]);
    const queue = filled(20);
    queue.clear();
    expect([queue.isFull, queue.lastNumber]).toEqual([false, 20]);
  });
});
