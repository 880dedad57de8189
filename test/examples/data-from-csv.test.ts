import { describe, expect, it } from 'vitest';
import { Searcher } from '../../examples/data-from-csv.js';
import { demoRun } from '../helpers/processes/demo-run.js';

describe('examples/data-from-csv.ts', () => {
  it('gives each user its own row, and stops users without one', async () => {
    let provided = 0;
    class Counted extends Searcher {
      override async onStart(): Promise<void> {
        await super.onStart();
        provided++;
      }
    }
    const { verdict, reported, samples, service } = await demoRun(Counted, 12, { users: 5 });
    expect(provided).toBe(3);
    expect(Object.keys(reported).sort()).toEqual([
      'GET search for folk',
      'GET search for jazz',
      'GET search for rock, loud',
    ]);
    expect([verdict.exitCode, service.counts()]).toEqual([0, { 'GET /health': samples.length }]);
    for (const count of Object.values(reported)) expect(count).toBeGreaterThanOrEqual(2);
  });

  it('starts from the first row in each run', async () => {
    for (let i = 0; i < 2; i++) {
      const { reported } = await demoRun(Searcher, 1, { users: 1 });
      expect(Object.keys(reported)).toEqual(['GET search for jazz']);
    }
  });
});
