import { describe, expect, it } from 'vitest';
import { Wanderer } from '../../examples/markov.js';
import { constant } from '../../src/user/wait.js';
import { demoRun, isLikely } from '../helpers/processes/demo-run.js';

class Hurried extends Wanderer {
  static override waitTime = constant(0);
}

describe('examples/markov.ts', () => {
  it('follows its transitions by their weights', async () => {
    const { samples, verdict } = await demoRun(Hurried, 1_000, { users: 1 });
    const pages = samples.map(({ name }) => name);
    expect([verdict.exitCode, pages[0]]).toEqual([0, 'home']);
    const steps = new Map<string, number>();
    const from = new Map<string, number>();
    pages.slice(1).forEach((page, i) => {
      const before = pages[i] as string;
      from.set(before, (from.get(before) ?? 0) + 1);
      steps.set(`${before} → ${page}`, (steps.get(`${before} → ${page}`) ?? 0) + 1);
    });
    const shares = {
      'home → list': 3 / 4,
      'home → search': 1 / 4,
      'list → list': 2 / 3,
      'list → home': 1 / 3,
      'search → home': 1,
    };
    expect([...steps.keys()].sort()).toEqual(Object.keys(shares).sort());
    for (const [step, share] of Object.entries(shares)) {
      const total = from.get(step.split(' ')[0] as string) ?? 0;
      expect([step, isLikely(steps.get(step) ?? 0, total, share)]).toEqual([step, true]);
    }
  });
});
