/** Start-up times of the command, as ratios to those of Node and of Locust in the same round. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { contenders, isInstalled } from './contenders.js';
import { formatTimeGoal, formatTimes, median, type TimeRound, timeRatios } from './table.js';

const bin = fileURLToPath(new URL('../../bin/tsloc.js', import.meta.url));

const goals = [
  { subject: 'tsloc -V', of: 'node -e 0', atMost: 2.5 },
  { subject: 'tsloc: first request', of: 'node -e 0', atMost: 4.5 },
  { subject: 'tsloc -V', of: 'Locust -V', atMost: 0.7 },
  { subject: 'tsloc: first request', of: 'Locust: first request', atMost: 0.7 },
];

/** Prints the times of alternating runs, the first of which compiles; returns the missed goals. */
export async function measureStartup(rounds: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tsloc-startup-'));
  const server = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const requested = () => once(server, 'request');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const kinds = Object.entries(startups(folder, url));
    const results: TimeRound[] = [];
    for (let i = 0; i <= rounds; i++) {
      const round = new Map<string, number>();
      for (const [name, { command, untilRequest }] of kinds)
        round.set(name, await timeUntil(folder, command, untilRequest ? requested : null));
      if (i > 0) results.push(round);
    }
    console.log(`\n${formatTimes('start-up', results)}`);
    const known = goals.filter(({ of }) => results[0]?.has(of));
    for (const goal of known) console.log(formatTimeGoal(results, goal));
    return known
      .filter(({ subject, of, atMost }) => median(timeRatios(results, subject, of)) > atMost)
      .map((goal) => `start-up:${formatTimeGoal(results, goal)}`);
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Startup {
  readonly command: readonly string[];
  /** True measures until the server gets a request, false until the process has ended. */
  readonly untilRequest?: boolean;
}

function startups(folder: string, url: string): Record<string, Startup> {
  const text = `import { HttpUser, task } from 'tsloc';
export class Visitor extends HttpUser { @task async visit() { await this.client.get('/'); } }`;
  writeFileSync(join(folder, 'users.ts'), text);
  const run = ['-f', 'users.ts', '--headless', '-u', '1', '-H', url, '--csv', ''];
  const cache = ['--compile-cache', join(folder, 'cache')];
  const { locustHttp } = contenders;
  const theirs = isInstalled(locustHttp) ? [locustHttp.program, ...locustHttp.command(url, 1, 30)] : null;
  if (theirs === null) console.log(`\n${locustHttp.name} is not installed: ${locustHttp.install}`);
  return {
    'node -e 0': { command: [process.execPath, '-e', '0'] },
    'tsloc -V': { command: [process.execPath, bin, '-V'] },
    'tsloc --list': { command: [process.execPath, bin, '-f', 'users.ts', '--list', ...cache] },
    'tsloc: first request': { command: [process.execPath, bin, ...run, ...cache], untilRequest: true },
    ...(theirs === null
      ? {}
      : {
          'Locust -V': { command: [theirs[0] as string, '-V'] },
          'Locust: first request': { command: theirs as string[], untilRequest: true },
        }),
  };
}

/** Milliseconds until the command has ended, or `requested` resolves. */
async function timeUntil(
  cwd: string,
  [command = '', ...args]: readonly string[],
  requested: (() => Promise<unknown>) | null,
): Promise<number> {
  const startedAt = performance.now();
  const reached = requested?.();
  const child = spawn(command, args, { cwd, stdio: 'ignore' });
  const ended = once(child, 'exit');
  try {
    await (reached ?? ended);
    return performance.now() - startedAt;
  } finally {
    child.kill('SIGKILL');
    await ended;
  }
}
