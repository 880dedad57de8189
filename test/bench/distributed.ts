/** What distribution costs: a master that merges reports and ramps up, and `--processes 2` against one process. */
import { measureMerge } from './merge-cost.js';
import { compareProcesses } from './process-scaling.js';
import { measureRamp } from './ramp-cost.js';
import type { BenchServer } from './server.js';

const workers = 20;
const reportIntervalSeconds = 3;
/** Of a core of the master. */
const maxPercent = 50;

/** Prints the costs; returns the missed goals. */
export async function measureDistributed(server: BenchServer, rounds: number, seconds: number): Promise<string[]> {
  const ramp = await measureRamp(workers);
  return [
    ...reportMerge(ramp.perStep),
    ...requireBelow('ms of the master to distribute 100,000 users at once', ramp.atOnce, 1_000),
    ...(await compareProcesses(server, rounds, seconds)),
  ];
}

function reportMerge(msPerStep: number): string[] {
  const small = measureMerge(50, 20, 400);
  const large = measureMerge(10_000, 1, 40);
  const merging = (large.perReport * workers) / reportIntervalSeconds / 10;
  const print = (text: string) => console.log(`  ${text}`);
  console.log(`\ndistributed: CPU time of a master with ${workers} workers`);
  print(`${(small.perReport * 1_000).toFixed(0)} µs for a report of 50 names, 20 requests each`);
  print(`${large.perReport.toFixed(1)} ms for a report of 10,000 names, one request each`);
  print(`${large.perSnapshot.toFixed(1)} ms for the snapshot of 10,000 names that each second takes`);
  print(`${msPerStep.toFixed(1)} ms for each second of a ramp of 1,000 users/s to 100,000`);
  const percent = merging + (large.perSnapshot + msPerStep) / 10;
  return requireBelow('% of a core for all of it: 10,000 names, reported every 3 s, and the ramp', percent, maxPercent);
}

function requireBelow(name: string, value: number, limit: number): string[] {
  const isGood = value < limit;
  const line = `${value.toFixed(0)} ${name}: ${isGood ? 'reached' : 'MISSED'}, the goal is below ${limit}`;
  console.log(`  ${line}`);
  return isGood ? [] : [line];
}
