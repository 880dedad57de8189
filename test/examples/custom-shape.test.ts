import { afterEach, describe, expect, it, vi } from 'vitest';
import { Visitor, Wave } from '../../examples/custom-shape.js';
import { Events } from '../../src/core/events/global-events.js';
import { run } from '../../src/run/run-in-script.js';
import { demoService } from '../helpers/processes/demo-run.js';
import { tickAt, ticksOf } from '../helpers/users/shape-time.js';

afterEach(() => void vi.useRealTimers());

describe('examples/custom-shape.ts', () => {
  it('varies between 0 and 10 users, at 10 per second, for six seconds', () => {
    vi.useFakeTimers();
    expect(ticksOf(new Wave())).toEqual([5, 9, 10, 6, 1, 0].map((users) => [users, 10]));
    expect(tickAt(new Wave(), 5.999)).not.toBeNull();
    expect(tickAt(new Wave(), 6)).toBeNull();
  });

  it('determines the load of a run without other options', async () => {
    const [{ url }, events, enough] = [await demoService(), new Events(), new AbortController()];
    const reached: number[] = [];
    events.spawningComplete.addListener(({ userCount }) => {
      if (reached.push(userCount) === 2) enough.abort();
    });
    const { snapshot, exitCode } = await run({
      ...{ userClasses: [Visitor], shape: new Wave(), host: url, events, signal: enough.signal },
    });
    expect([reached[0], exitCode]).toEqual([5, 0]);
    expect(reached[1]).toBeGreaterThanOrEqual(9);
    expect(snapshot.stats.entries).toMatchObject([{ method: 'GET', name: '/health', numFailures: 0 }]);
  });
});
