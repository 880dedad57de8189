import { describe, expect, it } from 'vitest';
import { constant } from '../../src/user/wait.js';
import { ApiUser } from '../../users/api.js';
import { apiKey, DemoClient } from '../demo/demo-client.js';
import { demoRun, demoService, isLikely, journeysOf } from '../helpers/processes/demo-run.js';

class Program extends ApiUser {
  static override waitTime = constant(0);
}

describe('ApiUser', () => {
  it('sends the documented requests, tasks in proportion to their weights', async () => {
    const { reported, verdict } = await demoRun(Program, 2_500, { users: 40 });
    const weights = { 'POST /api/analyze': 5, 'GET /api/jobs/:id': 3, 'POST /api/batch': 2 };
    expect(Object.keys(reported).sort()).toEqual(
      [...Object.keys(weights), 'GET /api/jobs', 'GET /api/jobs/:id/result'].sort(),
    );
    const tasks = Object.keys(weights).reduce((sum, name) => sum + (reported[name] ?? 0), 0);
    expect(tasks).toBeGreaterThan(500);
    for (const [name, weight] of Object.entries(weights))
      expect([name, isLikely(reported[name] ?? 0, tasks, weight / 10)]).toEqual([name, true]);
    // Jobs of this service are done at once: each poll is followed by its result.
    expect(reported['GET /api/jobs/:id/result']).toBe(reported['GET /api/jobs/:id']);
    expect([verdict.exitCode, verdict.snapshot.stats.failures, verdict.snapshot.stats.exceptions]).toEqual([0, [], []]);
  });

  it('reports exactly the requests that the service counts', async () => {
    const { reported, served } = await demoRun(Program, 1_000);
    expect(reported).toEqual(served);
  });

  it('polls its oldest job until it is done, fetches the result once, then polls the next', async () => {
    const service = await demoService({ latencyScale: 0.3 }); // jobs last longer than a request of a busy machine
    class Patient extends Program {
      static override rememberedJobs = 1_000;
    }
    const { samples } = await demoRun(Patient, 300, { service, users: 1 });
    const looks = samples.filter(({ name }) => name.startsWith('/api/jobs/:id'));
    const polled = looks.map(({ url, name }) => [/job-\d+/.exec(url)?.[0], name] as const);
    const done = polled.filter(([, name]) => name === '/api/jobs/:id/result').map(([id]) => id);
    expect(done.length).toBeGreaterThan(3);
    expect(new Set(done).size).toBe(done.length);
    expect(polled.length).toBeGreaterThan(2 * done.length); // some were polled more than once
    // All polls of a job are consecutive, followed by its result.
    const turns = polled.filter(([id], i) => id !== polled[i - 1]?.[0]).map(([id]) => id);
    expect(new Set(turns).size).toBe(turns.length);
    expect(turns.slice(0, done.length)).toEqual(done);
  });

  it('takes its workload from the static properties of the subclass', async () => {
    class Batcher extends Program {
      static override recordingsUrl = 'https://sounds.example';
      static override batchSizes: readonly [number, number] = [3, 3];
      static override qualityShares = { high: 1, medium: 0, low: 0 };
    }
    const { service, verdict } = await demoRun(Batcher, 200);
    const { jobs } = (await new DemoClient(service).call('GET', '/api/jobs?limit=50', { headers: apiKey })).json;
    expect(new Set(jobs.map((job: { items: number; quality: string }) => `${job.items} ${job.quality}`))).toEqual(
      new Set(['1 high', '3 high']),
    );
    expect(verdict.snapshot.stats.failures).toEqual([]);
  });

  it.each([
    ['apiKey', 'wrong', ['401 Client Error: Unauthorized']],
    ['webhookUrl', 'nowhere', ['400 Client Error: Bad Request for url: /api/batch']],
    ['recordingsUrl', 'nowhere', ['for url: /api/analyze', 'for url: /api/batch']],
  ])('continues with failed requests if its %s is %s', async (key, value, errors) => {
    class Wrong extends Program {}
    Object.defineProperty(Wrong, key, { value });
    const { reported, served, verdict } = await demoRun(Wrong, 200);
    const { failures, exceptions } = verdict.snapshot.stats;
    for (const text of errors) expect(failures.some(({ error }) => error.includes(text))).toBe(true);
    if (key !== 'apiKey')
      expect(failures.map(({ name }) => `for url: ${name}`).every((text) => errors.join().includes(text))).toBe(true);
    expect([reported, verdict.exitCode, exceptions]).toEqual([served, 1, []]);
  });

  it('repeats the requests of each user with the same seed', async () => {
    const [first, again] = [await journeysOf(Program, 600, { users: 4 }), await journeysOf(Program, 600, { users: 4 })];
    for (const [i, journey] of first.entries()) {
      const length = Math.min(journey.length, again[i]?.length ?? 0);
      expect(length).toBeGreaterThan(20);
      expect(again[i]?.slice(0, length)).toEqual(journey.slice(0, length));
    }
    expect(new Set(first.map((journey) => journey.slice(0, 20).join())).size).toBe(4);
  });
});
