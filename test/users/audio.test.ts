import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Events } from '../../src/core/events/global-events.js';
import { constant } from '../../src/user/wait.js';
import { AudioUser } from '../../users/audio.js';
import { DemoClient } from '../demo/demo-client.js';
import { demoRun, demoService, isLikely, journeysOf } from '../helpers/processes/demo-run.js';
import { newEnvironment } from '../helpers/users/start-user.js';

/** Does not wait, and has small files. */
class Listener extends AudioUser {
  static override waitTime = constant(0);
  static override sampleRate = 50;

  recordOne(): File {
    return this.recording();
  }
}

describe('AudioUser', () => {
  it('sends the documented requests, tasks in proportion to their weights, and reports those that the service counts', async () => {
    const { reported, served, samples, verdict } = await demoRun(Listener, 1_500);
    expect(reported).toEqual(served);
    expect(samples.length).toBe(Object.values(served).reduce((sum, count) => sum + count, 0));
    const weights = {
      'POST /files/:id/analyze': 3,
      'GET /files/:id/results': 2,
      'GET /files': 2,
      'GET /files/:id': 1,
      'GET /search': 1,
    };
    expect(Object.keys(reported).sort()).toEqual(
      [...Object.keys(weights), 'GET /files/:id/status', 'POST /auth/login', 'POST /files'].sort(),
    );
    const tasks = Object.keys(weights).reduce((sum, name) => sum + (reported[name] ?? 0), 0);
    expect(tasks).toBeGreaterThan(500);
    for (const [name, weight] of Object.entries(weights))
      expect([name, isLikely(reported[name] ?? 0, tasks, weight / 9)]).toEqual([name, true]);
    expect(reported['POST /auth/login']).toBe(10);
    expect(reported['GET /files/:id/status']).toBe(reported['POST /files/:id/analyze']);
    const firstUploads = (reported['POST /files'] ?? 0) - (reported['GET /files/:id'] ?? 0);
    expect(firstUploads).toBeGreaterThanOrEqual(0);
    expect(firstUploads).toBeLessThanOrEqual(10);
    expect([verdict.exitCode, verdict.snapshot.stats.failures, verdict.snapshot.stats.exceptions]).toEqual([0, [], []]);
  });

  it('logs in again when its token has expired, without a failure', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const events = new Events();
    let count = 0;
    events.request.addListener(() => {
      if (++count === 200 || count === 400) vi.setSystemTime(Date.now() + 1_000_000); // no token is valid for so long
    });
    const { reported, served, samples, verdict } = await demoRun(Listener, 600, { events });
    const expired = samples.filter(({ response }) => (response as { status: number }).status === 401);
    expect(expired.length).toBeGreaterThanOrEqual(10);
    expect(reported['POST /auth/login']).toBe(10 + expired.length);
    expect(verdict.snapshot.stats.failures).toEqual([]);
    expect(reported).toEqual(served);
  });

  it('reports a second 401 as a failure', async () => {
    const service = await demoService({ tokenSeconds: 0 });
    const { reported, served, samples, verdict } = await demoRun(Listener, 300, { service });
    const others = samples.filter(({ name }) => name !== '/auth/login');
    expect(others.length).toBeGreaterThan(100);
    expect(others.filter(({ exception }) => exception === null)).toHaveLength(others.length / 2);
    expect(verdict.snapshot.stats.failures[0]?.error).toMatch(
      /^HTTPError\('401 Client Error: Unauthorized for url: \/(files|search)/,
    );
    expect([reported, verdict.exitCode, verdict.snapshot.stats.exceptions]).toEqual([served, 1, []]);
  });

  it('continues with failed requests if the login fails', async () => {
    class WrongPassword extends Listener {
      static override password = 'wrong';
    }
    const { reported, served, samples, verdict } = await demoRun(WrongPassword, 200);
    expect(samples.filter(({ exception }) => exception === null)).toEqual([]);
    expect([reported, verdict.snapshot.stats.exceptions]).toEqual([served, []]);
  });

  it('takes its workload from the static properties of the subclass', async () => {
    class Polka extends Listener {
      static override accounts = 1;
      static override genres = ['polka'];
      static override tags = ['loud'];
      static override sizeShares = { small: 0, medium: 1, large: 0 };
      static override durations = { ...AudioUser.durations, medium: [61, 62] as const };
      static override pageSize = 7;
      static override qualityShares = { high: 0, medium: 0, low: 1 };
    }
    const { service, samples } = await demoRun(Polka, 300, { users: 3 });
    const client = new DemoClient(service);
    const token = await client.login('listener-1');
    const { files } = (await client.call('GET', '/files?limit=100', { token })).json;
    expect(files.length).toBeGreaterThan(5);
    for (const file of files) {
      expect(file).toMatchObject({ name: 'medium.wav', genre: 'polka', tags: ['loud'] });
      expect(file.durationSeconds).toBeGreaterThanOrEqual(60.9);
      expect(file.durationSeconds).toBeLessThanOrEqual(62.1);
      expect([undefined, 'low']).toContain(file.analysis?.quality);
    }
    expect(files.some((file: { analysis?: object }) => file.analysis !== undefined)).toBe(true);
    const queries = (name: string) => samples.filter((one) => one.name === name && one.url.includes('?'));
    expect(new Set(queries('/files').map(({ url }) => new URL(url).search))).toEqual(new Set(['?page=1&limit=7']));
    expect(new Set(queries('/search').map(({ url }) => new URL(url).search))).toEqual(new Set(['?q=polka', '?q=loud']));
  });

  it('uses the workload of a scenario: sizes, their shares and the requested qualities', async () => {
    const workload = {
      fileSizes: { huge: [600, 601] as const, small: [5, 6] as const },
      distribution: { huge: 1, small: 0 },
      qualityRequirements: { high: 1 },
    };
    const user = new Listener(newEnvironment({ host: 'http://h', workload }).environment);
    const { name, size } = user.recordOne();
    expect([name, size]).toEqual(['huge.wav', expect.closeTo(44 + 600.5 * 100, -2)]);
    class Single extends Listener {
      static override accounts = 1;
    }
    const { service } = await demoRun(Single, 200, { users: 1, workload: { qualityRequirements: { high: 1 } } });
    const client = new DemoClient(service);
    const token = await client.login('listener-1');
    const { files } = (await client.call('GET', '/files?limit=100', { token })).json;
    const qualities = files.flatMap(({ analysis }: { analysis?: { quality: string } }) => analysis?.quality ?? []);
    expect(new Set(qualities)).toEqual(new Set(['high']));
  });

  it('says which size has no range', () => {
    const user = new Listener(
      newEnvironment({ host: 'http://h', workload: { distribution: { tiny: 1 } } }).environment,
    );
    expect(() => user.recordOne()).toThrow(
      "Expected fileSizes of the workload to have 'tiny', as its distribution has.",
    );
  });

  it('chooses sizes of uploads by their shares', () => {
    const user = new Listener(newEnvironment({ host: 'http://h' }).environment);
    const counts: Record<string, number> = { 'small.wav': 0, 'medium.wav': 0, 'large.wav': 0 };
    for (let i = 0; i < 2_000; i++) {
      const { name, size } = user.recordOne();
      counts[name] = (counts[name] ?? 0) + 1;
      const [low, high] = AudioUser.durations[name.replace('.wav', '') as 'small'];
      const seconds = (size - 44) / 2 / Listener.sampleRate;
      expect(seconds).toBeGreaterThanOrEqual(low - 0.02);
      expect(seconds).toBeLessThanOrEqual(high + 0.02);
    }
    for (const [name, share] of [
      ['small.wav', 0.6],
      ['medium.wav', 0.3],
      ['large.wav', 0.1],
    ] as const)
      expect([name, isLikely(counts[name] ?? 0, 2_000, share)]).toEqual([name, true]);
  });

  it('repeats the requests of each user with the same seed', async () => {
    const [first, again, other] = [
      await journeysOf(Listener, 600, { users: 5 }),
      await journeysOf(Listener, 600, { users: 5 }),
      await journeysOf(Listener, 600, { users: 5, seed: '2' }),
    ];
    expect(first).toHaveLength(5);
    for (const [i, journey] of first.entries()) {
      const length = Math.min(journey.length, again[i]?.length ?? 0);
      expect(length).toBeGreaterThan(20);
      expect(again[i]?.slice(0, length)).toEqual(journey.slice(0, length));
    }
    const heads = (journeys: string[][]) => journeys.map((journey) => journey.slice(0, 20).join());
    expect(new Set([...heads(first), ...heads(other)]).size).toBe(10);
  });

  it('shares the bytes of recordings: 1,000 users with five minutes of sound need little memory', async () => {
    class Loud extends Listener {
      static override sampleRate = AudioUser.sampleRate;
      static override sizeShares = { small: 0, medium: 0, large: 1 };
      static override durations = { ...AudioUser.durations, large: [300, 300] as const };
    }
    const { environment } = newEnvironment({ host: 'http://h' });
    const memory = () => {
      const { rss, external, arrayBuffers } = process.memoryUsage();
      return Math.max(rss, external + arrayBuffers) / 2 ** 20;
    };
    new Loud(environment).recordOne(); // the sound itself is created once
    const before = memory();
    const files = Array.from({ length: 1_000 }, () => new Loud(environment).recordOne());
    const [first, last] = [await files[0]?.arrayBuffer(), await files.at(-1)?.arrayBuffer()];
    expect(files.reduce((sum, { size }) => sum + size, 0)).toBe(1_000 * (44 + 300 * 2 * 8_000)); // 4.8 GB, if copied
    expect(Buffer.from(last as ArrayBuffer).equals(Buffer.from(first as ArrayBuffer))).toBe(true);
    expect(memory() - before).toBeLessThan(150);
  });
});
