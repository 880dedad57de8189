/** A soak: a run against a server that misbehaves in every second request, watched for memory and counts. */
import { nodeArguments } from './contenders.js';
import { startPinned } from './pinned.js';

/** The most that the memory may grow, MB a minute. */
const maxSlope = 1;

interface SoakResult {
  readonly requests: number;
  readonly failures: number;
  readonly resent: number;
  /** Requests of the server that the run did not count, or the other way round. */
  readonly uncounted: number;
  readonly megabytes: number;
  readonly slope: number;
}

/** Prints what was measured; returns the missed goals. */
export async function measureSoak(seconds: number): Promise<string[]> {
  console.log(`\nsoak: ${seconds} s against a misbehaving server, after ${Math.round(seconds * 0.3)} s of warm-up`);
  const child = startPinned('client', ['--expose-gc', ...nodeArguments('probes/soak.ts'), String(seconds)]);
  try {
    const result = JSON.parse(await child.output) as SoakResult;
    const { requests, failures, resent, uncounted, megabytes, slope } = result;
    console.log(
      `  ${requests} requests, ${failures} failed, ${resent} sent again; ${megabytes.toFixed(0)} MB at the end`,
    );
    return [
      goal(`${uncounted} requests counted by one side alone, the goal is 0`, uncounted === 0),
      goal(`${slope.toFixed(2)} MB a minute, the goal is ${maxSlope} at most`, slope <= maxSlope),
    ].flat();
  } finally {
    await child.end();
  }
}

function goal(text: string, isReached: boolean): string[] {
  console.log(`  ${text}: ${isReached ? 'reached' : 'MISSED'}`);
  return isReached ? [] : [`soak: ${text}`];
}
