import { afterEach, describe, expect, it, vi } from 'vitest';
import { MorningRush, Visitor } from '../../examples/stages.js';
import { demoRun } from '../helpers/processes/demo-run.js';
import { ticksOf } from '../helpers/users/shape-time.js';

afterEach(() => void vi.useRealTimers());

describe('examples/stages.ts', () => {
  it('has two users, then ten, then none, for five seconds', () => {
    vi.useFakeTimers();
    expect(ticksOf(new MorningRush())).toEqual([
      [2, 2, null],
      [2, 2, null],
      [10, 10, null],
      [10, 10, null],
      [0, 10, null],
    ]);
  });

  it('determines the load of a run', async () => {
    const { verdict, reported, served } = await demoRun(Visitor, 6, { shape: new MorningRush() });
    expect(verdict).toMatchObject({ exitCode: 0, snapshot: { targetUserCount: 2 } });
    expect(reported).toEqual(served);
  });
});
