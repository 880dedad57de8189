import { describe, expect, it } from 'vitest';
import { Buyer } from '../../examples/sequence.js';
import { constant } from '../../src/user/wait.js';
import { demoRun } from '../helpers/processes/demo-run.js';

class Hurried extends Buyer {
  static override waitTime = constant(0);
}

describe('examples/sequence.ts', () => {
  it('runs its tasks in order, in a loop', async () => {
    const { samples, reported, served, verdict } = await demoRun(Hurried, 40, { users: 1 });
    const round = ['POST /auth/login', 'GET /health', 'GET /health', 'GET /search'];
    const steps = samples.map(({ requestType, name }) => `${requestType} ${name}`);
    expect(steps.slice(0, 40)).toEqual(new Array(10).fill(round).flat());
    expect([reported, verdict.exitCode]).toEqual([served, 0]);
  });

  it('waits a tenth to three tenths of a second', () => {
    const low = Buyer.waitTime({ random: { between: (least: number) => least } } as never);
    const high = Buyer.waitTime({ random: { between: (_: number, most: number) => most } } as never);
    expect([low, high]).toEqual([0.1, 0.3]);
  });
});
