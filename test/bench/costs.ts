/** Memory of users and statistics, each measured in a separate process. */
import { nodeArguments } from './contenders.js';
import { openFileLimit } from './machine.js';
import { startPinned } from './pinned.js';
import type { BenchServer } from './server.js';
import { formatMemory, type MemoryStep } from './table.js';

/** Options of the command line. */
export interface CostOptions {
  readonly quick: boolean;
  /** Numbers of idle users, separated by commas. */
  readonly idle?: string | undefined;
}

/** Prints the costs; returns the missed goals. */
export async function measureCosts(server: BenchServer, { quick, idle }: CostOptions): Promise<string[]> {
  const goals = new GoalCheck();
  const counts = idle ?? (quick ? '1000,5000' : '1000,18000');
  goals.requireAtMost('KB an idle HttpUser', await measureMemory(server, 'HttpUser', counts), 16);
  goals.requireAtMost('KB an idle FastHttpUser', await measureMemory(server, 'FastHttpUser', counts), 8);
  const samples = quick ? 1e7 : 1e8;
  const samplesResult = await runProbe('samples.ts', [String(samples), '200']);
  goals.requireAtMost(
    `MB more after ${samples.toLocaleString('en')} samples of 200 names than after a fifth`,
    samplesResult.growth,
    quick ? 5 : 1,
  );
  const metricsResult = await runProbe('metrics.ts', [String(quick ? 1e6 : 1e7)]);
  goals.requireAtMost('µs a call of a custom metric, the slowest kind', metricsResult.slowest, 0.3);
  goals.requireAtMost('times an empty call, the slowest kind of custom metric', metricsResult.ratio, 40);
  goals.requireAtMost('MB more after five times as many values of custom metrics', metricsResult.growth, 1);
  goals.requireAtMost(
    '% of a core for the live view of 500 rows',
    (await runProbe('live-view.ts', ['500'])).percent,
    1,
  );
  const hotPath = await runProbe('hot-path.ts', [server.url]);
  goals.requireAtMost('% of the CPU time of a request to count its outcome by kind', hotPath.outcomePercent, 1);
  goals.requireAtMost('% to count it for a target of its user class', hotPath.groupPercent, 1);
  goals.requireAtMost('% to record a value of a custom metric', hotPath.trendPercent, 1);
  if (quick) return goals.missed;
  const idleResult = await runProbe('idle.ts', ['100000']);
  goals.requireAtMost('s to ramp 100,000 users without sockets', idleResult.seconds, 15);
  goals.requireAtMost('MB of 100,000 users without sockets', idleResult.megabytes, 300);
  goals.requireAtMost(
    'users off the plan in any second of 1,000 at 50/s',
    (await runProbe('spawn.ts', ['1000', '50'])).worst,
    1,
  );
  goals.requireAtMost(
    'MB of 10,000 names, 100 samples each',
    (await runProbe('samples.ts', ['1000000', '10000'])).megabytes,
    400,
  );
  return goals.missed;
}

/** Compares figures with goals. */
class GoalCheck {
  readonly missed: string[] = [];

  requireAtMost(name: string, value: number | undefined, limit: number): void {
    const isGood = value !== undefined && value <= limit;
    const line = `  ${value?.toFixed(2)} ${name}: ${isGood ? 'reached' : 'MISSED'}, the goal is ${limit} at most`;
    console.log(line);
    if (!isGood) this.missed.push(line.trim());
  }
}

/** KB per user, between the first and the last number of users. */
async function measureMemory(server: BenchServer, kind: string, counts: string): Promise<number> {
  const limit = openFileLimit() - 200;
  const userCounts = counts.split(',').map((count) => Math.min(Number(count), limit));
  const child = startPinned('client', [
    '--expose-gc',
    ...nodeArguments('probes/memory.ts'),
    server.url,
    kind,
    `${userCounts}`,
  ]);
  try {
    const steps = JSON.parse(await child.output) as MemoryStep[];
    console.log(`\n${formatMemory(kind, steps)}`);
    const [first, last] = [steps[0] as MemoryStep, steps.at(-1) as MemoryStep];
    return ((last.megabytes - first.megabytes) * 1024) / (last.users - first.users);
  } finally {
    await child.end();
    await server.untilQuiet();
  }
}

async function runProbe(file: string, args: readonly string[]): Promise<Record<string, number>> {
  const child = startPinned('client', ['--expose-gc', ...nodeArguments(`probes/${file}`), ...args]);
  try {
    return JSON.parse(await child.output) as Record<string, number>;
  } finally {
    await child.end();
  }
}
