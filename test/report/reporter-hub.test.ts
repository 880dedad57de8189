import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Reporter } from '../../src/core/reporter.js';
import type { Snapshot } from '../../src/core/snapshot.js';
import { ReporterHub } from '../../src/report/reporter-hub.js';
import { workedSampleEnd } from '../helpers/statistics/worked-sample.js';

/** A hub whose n-th snapshot has the time n. */
function hubOf(reporters: readonly Reporter[]) {
  const failures: string[] = [];
  let taken = 0;
  const takeSnapshot = (): Snapshot => ({ ...workedSampleEnd(), at: taken++ });
  const hub = new ReporterHub({ takeSnapshot, reporters, onFailure: (message) => failures.push(message) });
  return { hub, failures };
}

function recorder(name: string, entries: string[], brokenAt: (at: number) => boolean = () => false): Reporter {
  const note = (moment: string) => (snapshot: Snapshot) => {
    entries.push(`${name} ${moment} ${snapshot.at}`);
    if (brokenAt(snapshot.at)) throw new Error(`disk full at ${snapshot.at}`);
  };
  return { name, start: note('start'), tick: note('tick'), end: note('end') };
}

describe('ReporterHub', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('calls every reporter at the start, each second and at the end, with one snapshot for all', () => {
    const entries: string[] = [];
    const { hub } = hubOf([recorder('A', entries), recorder('B', entries)]);
    hub.start();
    expect(entries).toEqual(['A start 0', 'B start 0']);
    vi.advanceTimersByTime(2000);
    expect(hub.end().at).toBe(3);
    expect(entries.slice(2)).toEqual(['A tick 1', 'B tick 1', 'A tick 2', 'B tick 2', 'A end 3', 'B end 3']);
  });

  it('reports at once by tick()', () => {
    const entries: string[] = [];
    const { hub } = hubOf([recorder('A', entries)]);
    hub.start();
    hub.tick();
    vi.advanceTimersByTime(1000);
    expect(entries).toEqual(['A start 0', 'A tick 1', 'A tick 2']);
  });

  it('leaves users three quarters of the time if reports are slow, and says so once', () => {
    const took: number[] = [];
    const times: number[] = [];
    const slow: Reporter = {
      name: 'slow',
      tick: () => {
        times.push(performance.now());
        vi.advanceTimersByTime(1_000); // what a report takes
      },
    };
    const parts = { takeSnapshot: workedSampleEnd, reporters: [slow], onFailure: () => {} };
    const hub = new ReporterHub({ ...parts, onSlow: (ms) => took.push(ms) });
    hub.start();
    vi.advanceTimersByTime(16_500);
    expect(times.length).toBeGreaterThan(3);
    for (const [i, time] of times.slice(1).entries()) expect(time - (times[i] as number)).toBe(4_000);
    expect(took).toEqual([1_000]);
  });

  it('reports nothing within a report', () => {
    const entries: string[] = [];
    const nested: Reporter = {
      name: 'nested',
      tick: () => {
        entries.push(String(hub.isReporting));
        hub.tick();
      },
    };
    const { hub } = hubOf([nested, recorder('A', entries)]);
    hub.start();
    expect(hub.isReporting).toBe(false);
    hub.tick();
    expect(entries).toEqual(['A start 0', 'true', 'A tick 1']);
  });

  it('does nothing after the end, and ends only once', () => {
    const entries: string[] = [];
    const { hub } = hubOf([recorder('A', entries)]);
    hub.start();
    hub.end();
    hub.end();
    vi.advanceTimersByTime(10_000);
    expect(entries).toEqual(['A start 0', 'A end 1']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('returns a last snapshot even if it was never started', () => {
    const entries: string[] = [];
    const { hub } = hubOf([recorder('A', entries)]);
    expect(hub.end().at).toBe(0);
    expect(entries).toEqual([]);
  });

  it('accepts a reporter with some of the methods only', () => {
    const entries: string[] = [];
    const { hub, failures } = hubOf([{ name: 'end only', end: () => entries.push('end') }]);
    hub.start();
    vi.advanceTimersByTime(1000);
    hub.end();
    expect(entries).toEqual(['end']);
    expect(failures).toEqual([]);
  });

  it('reports a reporter’s failure once and again at the end, keeps calling it, and calls the others', () => {
    const entries: string[] = [];
    const { hub, failures } = hubOf([recorder('CSV', entries, () => true), recorder('B', entries)]);
    hub.start();
    vi.advanceTimersByTime(3000);
    hub.end();
    expect(failures).toEqual(['The CSV report failed: disk full at 0', 'The CSV report failed: disk full at 4']);
    expect(entries.filter((entry) => entry.startsWith('CSV'))).toHaveLength(5);
    expect(entries.filter((entry) => entry.startsWith('B'))).toHaveLength(5);
  });

  it('reports a failure again after the reporter worked in between', () => {
    const { hub, failures } = hubOf([recorder('CSV', [], (at) => at === 1 || at === 2 || at === 4)]);
    hub.start();
    vi.advanceTimersByTime(5000);
    expect(failures).toEqual(['The CSV report failed: disk full at 1', 'The CSV report failed: disk full at 4']);
  });
});
