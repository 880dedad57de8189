/** `--processes 2` against one process: requests per second of CPU time, and requests per second. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Pinned, startPinned } from './pinned.js';
import type { TreeTimes } from './process-tree.js';
import type { BenchServer } from './server.js';
import { median } from './table.js';

const bin = fileURLToPath(new URL('../../bin/tsloc.js', import.meta.url));
/** Of two processes, in units of one. */
const goal = 1.8;
/** Of the same test, with one process and with two. */
const users = 100;
const warmUpSeconds = 4;
/** With the server, two workers and their master on a core each, the elapsed time shows how requests scale. */
const coresNeeded = 4;
/** A rate per second says nothing if other processes had the cores for a larger part of the time. */
const maxWaitingShare = 0.05;

/** Prints the ratios; returns the missed goals. */
export async function compareProcesses(server: BenchServer, rounds: number, seconds: number): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tsloc-processes-'));
  try {
    writeFileSync(join(folder, 'get.ts'), sending);
    writeFileSync(join(folder, 'work.ts'), availableParallelism() >= coresNeeded ? sendingWithWork : working);
    console.log(`\n--processes 2, to one process: ${rounds} rounds of ${seconds} s`);
    return [
      ...(await compareCpu(server, folder, rounds, seconds)),
      ...(await compareRates(server, folder, rounds, seconds)),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All processes of the client share one core, so that requests per second of CPU time are all that is compared. */
async function compareCpu(server: BenchServer, folder: string, rounds: number, seconds: number): Promise<string[]> {
  const ratios: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const [one, two] = [
      await perCoreSecond(server, folder, 1, seconds),
      await perCoreSecond(server, folder, 2, seconds),
    ];
    if (one === null || two === null)
      return skip('CPU time of processes is read from /proc, which this system does not have.');
    ratios.push((2 * two) / one);
  }
  const note = 'requests per second that two cores make of one, by CPU time of workers and master (a GET of 100 bytes)';
  return judge(ratios, note);
}

/** Spans are CPU time: compilers need as much of it on a busy machine. null where the system does not tell it. */
async function perCoreSecond(server: BenchServer, folder: string, processes: number, seconds: number) {
  const child = startRun('client', join(folder, 'get.ts'), processes, ['--host', server.url, '-u', String(users)]);
  try {
    await child.during(server.untilConnected(users));
    await untilUsed(child, warmUpSeconds * processes);
    const [before, usedBefore] = [await server.status(), child.treeTimes()?.core ?? 0];
    await untilUsed(child, usedBefore + seconds * processes);
    const [after, usedAfter] = [await server.status(), child.treeTimes()?.core];
    return usedAfter === undefined ? null : (after.requests - before.requests) / (usedAfter - usedBefore);
  } finally {
    await child.end();
    await server.untilQuiet();
  }
}

async function untilUsed(child: Pinned, coreSeconds: number): Promise<void> {
  while ((child.treeTimes()?.core ?? Number.POSITIVE_INFINITY) < coreSeconds) await child.during(sleep(100));
}

/** Each process has a core of its own. */
async function compareRates(server: BenchServer, folder: string, rounds: number, seconds: number): Promise<string[]> {
  const hasServerCore = availableParallelism() >= coresNeeded;
  if (availableParallelism() < 2) return skip('Requests per second are compared on two cores or more.');
  const host = hasServerCore ? server.url : 'http://localhost';
  const ratios: number[] = [];
  let waiting = 0;
  for (let i = 0; i < rounds; i++) {
    const one = await perSecond(folder, 1, host, seconds);
    const two = await perSecond(folder, 2, host, seconds);
    ratios.push(two.rate / one.rate);
    waiting = Math.max(waiting, one.waitingShare, two.waitingShare);
  }
  const note = hasServerCore
    ? 'requests per second with a core for each process, each request with 20 µs of work: the server is not the limit'
    : `requests per second on two cores, without a server: each request is 20 µs of work; ${coresNeeded} cores are needed for a server`;
  if (waiting <= maxWaitingShare) return judge(ratios, note);
  const percent = `${(waiting * 100).toFixed(0)} %`;
  return skip(
    `${median(ratios).toFixed(2)} times the ${note}: not judged, processes waited for a core for ${percent} of their time`,
  );
}

/** The rate that the run itself reports. */
async function perSecond(folder: string, processes: number, host: string, seconds: number) {
  const spanSeconds = Math.ceil(warmUpSeconds + seconds);
  const args = ['--host', host, '-u', '20', '-t', `${spanSeconds}s`, '--json'];
  const child = startRun(
    availableParallelism() >= coresNeeded ? 'clients' : 'all',
    join(folder, 'work.ts'),
    processes,
    args,
  );
  try {
    let times: TreeTimes | null = null;
    for (let i = 0; i < 2 * spanSeconds; i++) {
      await child.during(sleep(500));
      times = child.treeTimes() ?? times;
    }
    return {
      rate: rateIn(await child.output),
      waitingShare: times === null ? 0 : times.waiting / (times.core + times.waiting),
    };
  } finally {
    await child.end();
  }
}

function rateIn(json: string): number {
  const [row] = JSON.parse(json) as { num_requests: number; start_time: number; last_request_timestamp: number }[];
  if (row === undefined) throw new Error('Expected requests, got none.');
  return row.num_requests / (row.last_request_timestamp - row.start_time);
}

function startRun(
  cores: 'client' | 'clients' | 'all',
  file: string,
  processes: number,
  args: readonly string[],
): Pinned {
  const shared = ['-r', '1000', '--headless', '--only-summary'];
  const parallel = processes === 1 ? [] : ['--processes', String(processes)];
  return startPinned(cores, [bin, '-f', file, ...shared, ...args, ...parallel]);
}

function judge(ratios: readonly number[], note: string): string[] {
  const isGood = median(ratios) >= goal;
  const all = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
  const line = `${median(ratios).toFixed(2)} times the ${note} (${all}): ${isGood ? 'reached' : 'MISSED'}, the goal is ${goal}`;
  console.log(`  ${line}`);
  return isGood ? [] : [line];
}

function skip(reason: string): string[] {
  console.log(`  ${reason}`);
  return [];
}

const sending = `
  import { FastHttpUser, task } from 'tsloc';
  export class Visitor extends FastHttpUser {
    @task async visit() { await this.client.get('/'); }
  }
`;

/** 16 KB: about 20 µs. */
const work = `
  import { createHash } from 'node:crypto';
  const bytes = Buffer.alloc(16_384, 'tsloc');
  const work = () => createHash('sha1').update(bytes).digest();
`;

const sendingWithWork = `${work}
  import { FastHttpUser, task } from 'tsloc';
  export class Visitor extends FastHttpUser {
    @task async visit() { work(); await this.client.get('/'); }
  }
`;

const working = `${work}
  import { User, task } from 'tsloc';
  export class Worker extends User {
    @task async work() {
      const startTime = performance.now();
      work();
      const responseTime = performance.now() - startTime;
      const sample = { requestType: 'WORK', name: 'sha1', responseTime, responseLength: 20, exception: null };
      this.environment.events.request.fire({ ...sample, startTime: 0, url: '', context: {}, response: undefined });
      await this.sleep(0);
    }
  }
`;
