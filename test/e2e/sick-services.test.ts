/** Each kind of sick service gets the verdict that it deserves, and a healthy one passes. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DemoOptions, DemoService } from '../../src/demo/service.js';
import { LoadTest } from '../../src/load-test/load-test.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { task } from '../../src/user/tasks/task.js';
import { constant } from '../../src/user/wait.js';
import { folderWith, tsloc } from '../helpers/cli.js';
import { startDemoProcess } from '../helpers/demo-process.js';
import { demoService } from '../helpers/demo-run.js';

class Visitor extends HttpUser {
  static override waitTime = constant(0.02);

  @task async visit() {
    await this.client.get('/health');
  }
}

/** So many requests, before the test. */
async function warmUp({ url }: DemoService, requests: number): Promise<void> {
  const one = async () => void (await (await fetch(`${url}/health`)).text());
  for (let n = 0; n < requests; n += 100) await Promise.all(Array.from({ length: 100 }, one));
}

async function judge(service: DemoService, duration = 1, more = {}, limitMs = 900): Promise<string[]> {
  const test = new LoadTest({ userClasses: [Visitor], host: service.url, log: () => {} });
  const targets = [`p95 < ${limitMs}ms`, 'success rate >= 99.5%'];
  const scenario = test.createScenario({
    name: 'check',
    users: 10,
    spawnRate: 100,
    duration,
    targets,
    stopTimeout: 5,
    ...more,
  });
  const results = await test.runLoadTest(scenario);
  expect(results.totalRequests).toBeGreaterThan(0);
  const missed = results.targets.filter(({ state }) => state === 'missed').map(({ title }) => title);
  expect(results.passed).toBe(missed.length === 0);
  return missed;
}

describe('the verdict on a sick service', () => {
  it.each<[string, DemoOptions, number, string[]]>([
    ['that fails', { errorRate: 0.2 }, 0, ['Success Rate']],
    ['that limits the rate', { rateLimit: '5/s' }, 0, ['Success Rate']],
    ['that leaks, and is full', { leak: true }, 4100, ['Success Rate']],
    ['that becomes slow', { slowAfter: 20 }, 0, ['P95 Response Time']],
    ['that leaks, and is not full yet', { leak: true }, 0, []],
    ['that is healthy', {}, 0, []],
  ])('%s', async (_, options, before, missed) => {
    const service = await demoService(options);
    await warmUp(service, before);
    expect(await judge(service, 1.5)).toEqual(missed);
  });

  it('that degrades', async () => {
    const service = await demoService({ degrade: true });
    await warmUp(service, 2000); // each request from now on takes 200 ms more
    expect(await judge(service, 1.5, {}, 150)).toEqual(['P95 Response Time']);
  });

  it('whose capacity is too small for the load', async () => {
    expect(await judge(await demoService({ capacity: 4 }), 3)).toEqual(['P95 Response Time']);
    expect(await judge(await demoService({ capacity: 4 }), 1.5, { users: 1, pacing: 0.5 })).toEqual([]);
  });

  it('is a pass where the status of its rate limit is expected', async () => {
    expect(await judge(await demoService({ rateLimit: '5/s' }), 1, { expectedStatuses: [429] })).toEqual([]);
  });

  it('is a pass in 20 of 20 short runs against a healthy one', async () => {
    const service = await demoService();
    for (let n = 0; n < 20; n++) expect(await judge(service, 0.3)).toEqual([]);
  });
});

describe('the real command', () => {
  const scenario =
    'check: { users: 10, spawn_rate: 100, run_time: 2s, stop_timeout: 5s, targets: [p95 < 900ms, success rate >= 99%] }\n';
  const file = `import { constant, HttpUser, task } from 'tsloc';
    export class Visitor extends HttpUser {
      static override waitTime = constant(0.02);
      @task async visit() { await this.client.get('/health'); }
    }`;

  it.each([
    [['--error-rate', '0.5'], 1, '[FAIL] Success Rate'],
    [[], 0, '[PASS] Success Rate'],
  ])('against demo %j ends with exit code %d', async (flags, code, line) => {
    const service = await startDemoProcess('--latency-scale', '0', ...flags);
    const cwd = folderWith({ 'a.ts': file, 'tsloc.scenarios.yaml': scenario });
    const args = ['-f', 'a.ts', '-H', service.url, '--scenario', 'check', '--csv', join(cwd, 'x'), '--only-summary'];
    const { exitCode, stderr } = await tsloc(args, { cwd });
    await service.stop();
    expect(stderr).toContain(line);
    expect(exitCode).toBe(code);
  });
});
