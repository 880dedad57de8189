import { describe, expect, it } from 'vitest';
import { Patient } from '../../examples/semaphore-wait.js';
import { events } from '../../src/core/events/global-events.js';
import { demoRun } from '../helpers/processes/demo-run.js';

describe('examples/semaphore-wait.ts', () => {
  it('sends no request before the last user has been spawned', async () => {
    for (let round = 0; round < 2; round++) {
      const order: string[] = [];
      const request = events.request.addListener(() => order.push('request'));
      const complete = events.spawningComplete.prependListener(({ userCount }) => order.push(`${userCount} users`));
      const { verdict } = await demoRun(Patient, 8, { users: 4, spawnRate: 10, events });
      expect(verdict.exitCode).toBe(0);
      expect(order.slice(0, 6)).toEqual(['4 users', 'request', 'request', 'request', 'request', 'request']);
      events.request.removeListener(request);
      events.spawningComplete.removeListener(complete);
    }
  });
});
