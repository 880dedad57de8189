import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { read } from '../helpers/files/source-files.js';
import { folderWith, tsloc } from '../helpers/processes/cli.js';
import { commandSession } from '../helpers/processes/command-session.js';
import { serve } from '../helpers/servers/server.js';

/** Reports ten requests, two of them failed, and ends the run. */
const tenRequests = `
  for (let i = 0; i < 10; i++) {
    const exception = i < 2 ? new Error('bad') : null;
    this.environment.events.request.fire({ requestType: 'GET', name: '/a', responseTime: 50 + i, exception, status: i < 2 ? 503 : 200 });
  }
  this.environment.runner?.quit();`;

function testFile(body: string, targets = ''): string {
  return `import { User, task, constant } from 'tsloc';
${targets}
export class Demo extends User {
  static waitTime = constant(1);
  @task one() {${body}
  }
}
`;
}

const visitor = `import { HttpUser, task, constant } from 'tsloc';
export class Shopper extends HttpUser { static waitTime = constant(0.2); @task async home() { await this.client.get('/'); } }`;

/** The words of a command, without its quotes. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, a, b, c]) => a ?? b ?? (c as string));
}

const inSession = commandSession();

const run = (files: Record<string, string>, ...args: string[]) =>
  tsloc(['--headless', '--csv', '', ...args], { cwd: folderWith(files) });

describe.concurrent('the exit code', () => {
  const cwd = folderWith({ 'locustfile.ts': testFile(tenRequests) }); // of all runs: compiled once
  it.each<[string[], number, string]>([
    [[], 1, ''],
    [['--target', 'p95 < 500ms'], 1, '[PASS] P95 Response Time: 59ms < 500ms target'],
    [['--target', 'p99 < 500ms'], 1, 'All thresholds are met, but requests failed'],
    [['--target', 'user Demmo p95 < 1s'], 2, 'Did you mean Demo?'],
    [['--target', 'scenario nope p95 < 1s'], 2, "Expected the name of a scenario, got 'nope'"],
    [['--target', 'warn: p95 < 1s'], 2, "'warn:' is no level"],
    [['--target', 'error rate <= 20%'], 0, '[PASS] Error Rate: 20% <= 20% target'],
    [['--target', 'error rate < 20%'], 1, '[FAIL] Error Rate: 20% >= 20% target'],
    [['--target', 'target: p95 < 5ms', '--target', 'failures < 3'], 0, '[WARN] P95 Response Time: 59ms >= 5ms target'],
    [['--target', 'error rate < 50%', '--target', 'POST /a p95 < 1s'], 1, 'no request of POST /a'],
    [['--fail-if', 'error rate > 20%'], 0, '[PASS] Error Rate'],
    [['--fail-if', '5xx rate > 10%', '--target', 'error rate < 50%'], 1, '[FAIL] 5xx Rate: 20% > 10% target'],
    [['--target', 'p9x < 500ms'], 2, "'p9x' is no percentile"],
    [['--target', 'error rate < 0.5'], 2, 'Write 0.5% or 50%.'],
    [['--check-fail-ratio', '0.2'], 0, '[PASS] Error Rate'],
    [['--check-fail-ratio', '0.1'], 3, '[FAIL] Error Rate: 20% > 10% target'],
    [
      ['--check-avg-response-time', '10', '--check-fail-ratio', '1'],
      3,
      '[FAIL] Average Response Time: 54.5ms > 10ms target',
    ],
    [['--target', 'exceptions < 1', '--exit-code-on-error', '7'], 7, '[PASS] Exceptions: 0 < 1 target'],
  ])('of %j is %d', async (args, exitCode, text) => {
    const outcome = await inSession(['--headless', '--csv', '', ...args], { cwd });
    expect(outcome.exitCode, outcome.stderr).toBe(exitCode);
    expect(outcome.stderr).toContain(text);
    if (exitCode === 2) expect(outcome.stderr).not.toContain('Ramping');
    expect(outcome.stderr.includes('TARGET VALIDATION')).toBe(args.length > 0 && exitCode !== 2);
  });

  it('of targets that a file exports, and of a file whose targets cannot be read', async () => {
    const exported = (line: string) => testFile(tenRequests, `export const targets = ['failures < 9', '${line}'];`);
    const good = await run({ 'locustfile.ts': exported('p95 < 1s') }, '--targets-file', 'out/targets.json');
    expect(good.exitCode, good.stderr).toBe(0);
    const bad = await run({ 'locustfile.ts': exported('p95 <') });
    expect(bad).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('expected a time such as 500ms') });
  });
});

describe('targets of the load generator', () => {
  it('judge the workers of a master, not the master', async () => {
    const busy = testFile('const end = performance.now() + 300; while (performance.now() < end);');
    const targets = ['cpu max < 1%', 'loop delay max > 50ms', 'memory > 1MB'].flatMap((line) => ['--target', line]);
    const files = { 'locustfile.ts': busy.replace('constant(1)', 'constant(0.1)') };
    const { stderr } = await run(files, '--processes', '1', '-t', '4s', '--only-summary', ...targets);
    const measured = [...stderr.matchAll(/^\[(\w+)\] (CPU|Memory|Loop delay)[^:]*: ([\d.]+)/gm)];
    expect(
      measured.map(([, verdict, name]) => `${verdict} ${name}`),
      stderr,
    ).toEqual(['FAIL CPU', 'PASS Loop delay', 'PASS Memory']);
    expect(Number(measured[1]?.[3])).toBeGreaterThan(100); // the users block the worker for 300 ms, the master never
  });
});

describe.concurrent('a report that cannot be written', () => {
  const file = { 'locustfile.ts': testFile(tenRequests) };
  const passing = ['--target', 'error rate < 50%'];
  it.each([
    [['--junit', '/dev/null/junit.xml'], 1, 'Expected to write /dev/null/junit.xml'],
    [['--output', '/dev/null/results'], 1, 'Expected to write /dev/null/results/load_test_'],
    [['--junit', '/dev/full'], 2, 'The JUnit file could not be written: ENOSPC'],
    [['--targets-file', '/dev/full'], 2, 'The file of targets could not be written: ENOSPC'],
  ])('%j ends with %d', async (args, exitCode, text) => {
    const outcome = await inSession(['--headless', ...passing, ...args], { cwd: folderWith(file) });
    expect(outcome.stderr).toContain(text);
    expect(outcome.exitCode).toBe(exitCode);
    expect(outcome.stderr.includes('[PASS]')).toBe(exitCode === 2);
  });
});

describe('a run', () => {
  it('ends early where a target with abort is missed for its grace time', async () => {
    const body = `
    this.environment.events.request.fire({ requestType: 'GET', name: '/a', responseTime: 900 });`;
    const { exitCode, stderr } = await run(
      { 'locustfile.ts': testFile(body) },
      '-t',
      '40s',
      '--target',
      'max < 1ms abort after 0s',
    );
    expect(exitCode, stderr).toBe(1);
    expect(stderr).toContain('The run ends: target missed for too long: Maximum Response Time: 900ms >= 1ms target');
    expect(stderr).not.toContain('--run-time limit reached');
  });

  it('of a scenario is judged by the targets of the scenario, too', async () => {
    const args = ['--scenario', 'smoke', '-u', '1', '-t', '30s'];
    const { exitCode, stderr } = await run({ 'locustfile.ts': testFile(tenRequests) }, ...args);
    expect(exitCode, stderr).toBe(1);
    expect(stderr).toContain('[PASS] P95 Response Time: 59ms < 500ms target');
    expect(stderr).toContain('[FAIL] Success Rate: 80% < 99.5% target');
  });
});

describe('the line that each guide begins with', () => {
  it.each([
    ['docs/targets.md', 'results/locustfile_'],
    ['docs/scenarios.md', 'results/load_test_smoke_'],
    ['docs/ci.md', 'results/junit.xml'],
  ])('of %s can be copied', async (guide, file) => {
    const line = /```sh\nnpx tsloc ([^#\n]*)/.exec(read(guide))?.[1] as string;
    const { url: host } = await serve((_, response) => response.end('ok'));
    const args = wordsOf(line).map((word) => (word.endsWith('.ts') ? 'locustfile.ts' : word));
    const cwd = folderWith({ 'locustfile.ts': visitor });
    const { exitCode, stderr } = await tsloc([...args, '-u', '2', '-t', '1s', '-H', host], { cwd });
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toMatch(/\[PASS\] P95 Response Time: [\d.]+ms < 500ms target/);
    const found = readdirSync(join(cwd, 'results')).map((name) => `results/${name}`);
    expect(
      found.some((name) => name.startsWith(file)),
      found.join(' '),
    ).toBe(true);
  });
});

describe('the examples for CI', () => {
  const scripts: [string, string[]][] = [
    [
      'github',
      parse(read('examples/ci/github.yml')).jobs['load-test'].steps.flatMap((step: { run?: string }) => step.run ?? []),
    ],
    ['gitlab', parse(read('examples/ci/gitlab.yml'))['load-test'].script],
  ];
  it.each(scripts)('%s have a command that runs, passes, and leaves its reports', async (name, commands) => {
    const command = commands.find((line) => line.startsWith('npx tsloc ')) as string;
    const words = wordsOf(command);
    const { url: host } = await serve((_, response) => response.end('ok'));
    // A service that shares its cores with other tests may answer slowly.
    const changes = { $LOAD_TEST_HOST: host, '30s': '2s', 'p95 < 500ms': 'p95 < 60s' };
    const args = words.slice(2).map((word) => new Map(Object.entries(changes)).get(word) ?? word);
    const cwd = folderWith({ 'locustfile.ts': visitor });
    const env = { GITHUB_ACTIONS: 'true', GITHUB_STEP_SUMMARY: join(cwd, 'summary.md') };
    const { exitCode, stderr } = await tsloc(args, { cwd, env: name === 'github' ? env : {} });
    expect(exitCode, stderr).toBe(0);
    expect(stderr).toContain('[PASS] Error Rate: 0% <= 0.5% target');
    for (const file of ['run_stats.csv', 'run.html']) expect(existsSync(join(cwd, 'results', file)), file).toBe(true);
    const report = name === 'github' ? 'summary.md' : 'results/junit.xml';
    expect(readFileSync(join(cwd, report), 'utf8')).toContain('P95 Response Time: ');
  });
});
