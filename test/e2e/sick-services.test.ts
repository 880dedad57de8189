/** Each kind of sick service gets the verdict that it deserves, and a healthy one passes. */
import { describe, expect, it } from 'vitest';
import type { DemoOptions, DemoService } from '../../src/demo/service.js';
import { LoadTest } from '../../src/load-test/load-test.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { task } from '../../src/user/tasks/task.js';
import { constant } from '../../src/user/wait.js';
import { folderWith, tsloc } from '../helpers/processes/cli.js';
import { startDemoProcess } from '../helpers/processes/demo-process.js';
import { demoService } from '../helpers/processes/demo-run.js';

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

/** A busy machine delays responses, too: only a service that should miss `limitMs` gets a low one. */
async function judge(service: DemoService, duration = 1, more = {}, limitMs = 5_000): Promise<string[]> {
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
    ['that leaks, and is not full yet', { leak: true }, 0, []],
    ['that is healthy', {}, 0, []],
  ])('%s', async (_, options, before, missed) => {
    const service = await demoService(options);
    await warmUp(service, before);
    expect(await judge(service, 1.5)).toEqual(missed);
  });

  it('that becomes slow', async () => {
    expect(await judge(await demoService({ slowAfter: 20 }), 1.5, {}, 900)).toEqual(['P95 Response Time']);
  });

  it('that degrades', async () => {
    const service = await demoService({ degrade: true });
    await warmUp(service, 2000); // each request from now on takes 200 ms more
    expect(await judge(service, 1.5, {}, 150)).toEqual(['P95 Response Time']);
  });

  it('whose capacity is too small for the load', async () => {
    expect(await judge(await demoService({ capacity: 4 }), 3, {}, 900)).toEqual(['P95 Response Time']);
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

/** The options of docs/sample-service.md, with a file whose users hardly wait: the number of requests decides, not the time. */
describe('the real command', () => {
  const file = `import { constant, HttpUser, task } from 'tsloc';
    export class Visitor extends HttpUser {
      static override waitTime = constant(0.02);
      @task async visit() { await this.client.get('/health'); }
    }`;

  type Case = [fault: string, scenario: string, requests: string, code: number, line: string | RegExp];
  const title = 'against demo %s: %s, %s requests, ends with exit code %d';

  /** A busy machine delays responses: only a service that should miss the limit of its scenario keeps it. */
  const slowMachine = '--target p95\u00a0<\u00a05s';

  it.each<Case>([
    ['', `smoke -r 10 ${slowMachine}`, '200', 0, '[PASS] Success Rate: 100% >= 99.5% target'],
    ['--leak', `smoke -r 10 ${slowMachine}`, '200', 0, '[PASS] Success Rate: 100% >= 99.5% target'],
    [
      '--rate-limit 5/s',
      `load -r 100 --expected-statuses 429 --target 429\u00a0rate\u00a0>\u00a010% ${slowMachine}`,
      '400',
      0,
      '[PASS] 429 Rate: ',
    ],
    ['--slow-after 200', 'load -r 100', '400', 1, /\[FAIL\] P95 Response Time: \d{4,}ms/],
  ])(title, judgeCommand);

  // Others at the same time only make these slower, and they fail in any case.
  it.concurrent.each<Case>([
    ['--degrade', 'load -r 300 -u 300', '6000', 1, '[FAIL] P95 Response Time: '],
    ['--capacity 60', 'load -r 100', '300', 1, '[FAIL] P95 Response Time: '],
    ['--leak', 'load -r 100', '4500', 1, '[FAIL] Success Rate: 9'],
    ['--error-rate 0.05', 'smoke -r 10', '400', 1, '[FAIL] Success Rate: 9'],
    ['--rate-limit 5/s', 'load -r 100', '400', 1, '[FAIL] Success Rate: '],
  ])(title, judgeCommand);

  async function judgeCommand(fault: string, scenario: string, requests: string, code: number, line: string | RegExp) {
    const service = await startDemoProcess('--latency-scale', '0', ...fault.split(' ').filter(Boolean));
    const cwd = folderWith({ 'a.ts': file });
    const words = scenario.split(' ').map((word) => word.replaceAll('\u00a0', ' '));
    const args = [
      '-f',
      'a.ts',
      '-H',
      service.url,
      '-i',
      requests,
      '--csv',
      '',
      '--only-summary',
      '--stop-timeout',
      '20s',
    ];
    const { exitCode, stderr } = await tsloc([...args, '--scenario', ...words], { cwd });
    await service.stop();
    if (typeof line === 'string') expect(stderr).toContain(line);
    else expect(stderr).toMatch(line);
    expect(exitCode, stderr).toBe(code);
  }
});
