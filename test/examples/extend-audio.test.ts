import { describe, expect, it } from 'vitest';
import { PodcastListener } from '../../examples/extend-audio.js';
import { constant } from '../../src/user/wait.js';
import { DemoClient } from '../demo/demo-client.js';
import { demoRun, isLikely } from '../helpers/processes/demo-run.js';

/** The example, without waits and with small files of one account. */
class Hurried extends PodcastListener {
  static override waitTime = constant(0);
  static override sampleRate = 50;
  static override accounts = 1;
}

describe('examples/extend-audio.ts', () => {
  it('overrides a task, its weight, the wait and the workload, and keeps the rest', async () => {
    const { reported, served, samples, service, verdict } = await demoRun(Hurried, 2_000, { users: 1 });
    const weights = {
      'POST /files/:id/analyze': 3,
      'GET /files/:id/results': 2,
      'GET /files': 2,
      'GET /files/:id': 1,
      'GET /search': 6,
    };
    const tasks = Object.keys(weights).reduce((sum, name) => sum + (reported[name] ?? 0), 0);
    expect(tasks).toBeGreaterThan(500);
    for (const [name, weight] of Object.entries(weights))
      expect([name, isLikely(reported[name] ?? 0, tasks, weight / 14)]).toEqual([name, true]);
    const searches = samples.filter(({ name }) => name === '/search').map(({ url }) => new URL(url).searchParams);
    expect(new Set(searches.map((query) => query.get('q')))).toEqual(new Set(['podcast']));
    expect(new Set(searches.map((query) => query.get('tag')))).toEqual(new Set(PodcastListener.tags));
    const client = new DemoClient(service);
    const { files } = (await client.call('GET', '/files?limit=50', { token: await client.login('listener-1') })).json;
    const names = files.map((file: { name: string; genre: string }) => `${file.name} ${file.genre}`);
    expect(new Set(names)).toEqual(new Set(['medium.wav podcast', 'large.wav podcast']));
    expect([reported, verdict.exitCode]).toEqual([served, 0]);
  });

  it('waits half a second to one and a half', () => {
    const low = PodcastListener.waitTime({ random: { between: (least: number) => least } } as never);
    const high = PodcastListener.waitTime({ random: { between: (_: number, most: number) => most } } as never);
    expect([low, high, PodcastListener.weight]).toEqual([0.5, 1.5, 2]);
  });
});
