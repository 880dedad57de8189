/** One run of the command that gets signals at random moments, and what it left behind. */

import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Random, randomStream } from '../../../src/util/random.js';
import { folderWith, imports, type Outcome, startTsloc } from './cli.js';

/** A server that counts the requests of each run, which it tells apart by the first part of their path. */
export interface ChaosServer {
  /** `http://127.0.0.1:40123`. */
  readonly url: string;
  countOf(run: string): number;
  close(): void;
}

/** Answers `/…/slow` after up to 80 ms. */
export async function serveChaos(): Promise<ChaosServer> {
  const counts = new Map<string, number>();
  const server = createServer({ keepAliveTimeout: 0 }, (request, response) => {
    const [, run = ''] = (request.url ?? '').split('/');
    counts.set(run, (counts.get(run) ?? 0) + 1);
    request.resume();
    const answer = () => response.end('x'.repeat(200));
    if (request.url?.endsWith('/slow')) setTimeout(answer, Math.random() * 80);
    else answer();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    countOf: (run) => counts.get(run) ?? 0,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** What was planned, in words for a failed test. */
export interface ChaosPlan {
  readonly args: readonly string[];
  /** When the first wait begins: with the process, or with the test. A busy machine takes seconds from one to the other. */
  readonly from: 'process' | 'test';
  /** Each with the time to wait before it, ms. */
  readonly signals: readonly (readonly [delayMs: number, NodeJS.Signals])[];
}

export interface ChaosEnd extends Outcome {
  readonly plan: ChaosPlan;
  readonly folder: string;
  /** Whether the test had begun. */
  readonly hasBegun: boolean;
  /** Whether SIGKILL was sent. */
  readonly isKilled: boolean;
  /** As the log has it. */
  readonly inFlight: number;
  /** The text of a file of the run; null if there is none. */
  file(name: string): string | null;
}

/** The plan of the run `name` under a seed: always the same. */
export function planOf(seed: string, name: string): ChaosPlan {
  const random = randomStream(seed, name);
  const signal = () => random.pick<NodeJS.Signals>(['SIGINT', 'SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL']);
  const from = random.next() < 0.3 ? 'process' : 'test';
  const first: [number, NodeJS.Signals] = [random.integer(0, from === 'process' ? 1_000 : 1_500), signal()];
  const others = Array.from({ length: random.integer(0, 2) }, (): [number, NodeJS.Signals] => {
    return [random.integer(0, 300), signal()];
  });
  return { args: optionsBy(random), from, signals: [first, ...others] };
}

function optionsBy(random: Random): string[] {
  const args = ['-u', String(random.integer(1, 40)), '-r', String(random.integer(5, 200))];
  if (random.next() < 0.5) args.push('--stop-timeout', String(random.integer(0, 2)));
  if (random.next() < 0.3) args.push('-t', '1');
  if (random.next() < 0.3) args.push('--csv-full-history');
  return args;
}

/** Runs the command by its plan, to its end. */
export async function runChaos(server: ChaosServer, name: string, plan: ChaosPlan): Promise<ChaosEnd> {
  const folder = folderWith({ 'locustfile.ts': locustfile });
  const files = ['--csv', 'out', '--json-file', 'out', '--html', 'out.html', '--request-log', 'log.jsonl'];
  const args = ['--host', `${server.url}/${name}`, '--only-summary', '--print-stats', ...files, ...plan.args];
  const command = startTsloc(args, { cwd: folder });
  let hasEnded = false;
  void command.ended.then(() => {
    hasEnded = true;
  });
  if (plan.from === 'test') await command.printed(/Ramping to/);
  for (const [delayMs, signal] of plan.signals) {
    await sleep(delayMs);
    if (!hasEnded) command.kill(signal);
  }
  if (plan.signals.every(([, signal]) => signal === 'SIGKILL')) await command.ended;
  const outcome = await command.ended;
  return {
    ...outcome,
    plan,
    folder,
    hasBegun: /Ramping to/.test(outcome.stderr),
    isKilled: outcome.exitCode === null,
    inFlight: Number(/(\d+) requests? (?:was|were) in flight at the end/.exec(outcome.stderr)?.[1] ?? 0),
    file: (path) => (existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null),
  };
}

/** Files that are left over besides results. */
export function leftovers(folder: string): string[] {
  return readdirSync(folder).filter((name) => /tmp|~$/.test(name));
}

const locustfile = `${imports}
  export class Visitor extends HttpUser {
    static override waitTime = constant(0.02);
    @task(5) async fast(): Promise<void> { await this.client.get('/fast'); }
    @task(3) async slow(): Promise<void> { await this.client.get('/slow'); }
    @task async post(): Promise<void> { await this.client.post('/post', { json: { a: 1 } }); }
    @task async both(): Promise<void> { await Promise.all([this.client.get('/slow'), this.client.get('/fast')]); }
    @task async judged(): Promise<void> {
      using response = await this.client.get('/slow', { name: '/judged', catchResponse: true });
      if (response.status !== 200) response.failure('odd');
    }
    @task async wrong(): Promise<void> { await this.client.get('/fast'); throw new Error('wrong'); }
    override async onStop(): Promise<void> { await this.client.get('/fast', { name: '/bye' }); }
  }`;
