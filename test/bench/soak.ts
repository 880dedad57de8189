/** A soak: a run against a server that misbehaves in every second request, watched for memory and counts. */
import { nodeArguments } from './contenders.js';
import { startPinned } from './pinned.js';

/** The most that memory may grow, MB a minute. */
const maxSlope = 1;
/** The memory of a shorter run is still finding its level: it is printed only. */
const leastSeconds = 300;

interface SoakResult {
  readonly requests: number;
  readonly failures: number;
  readonly resent: number;
  /** Requests of the server that the run did not count, or the other way round. */
  readonly uncounted: number;
  readonly megabytes: number;
  /** Of the resident memory, MB a minute. */
  readonly rssSlope: number;
  /** Of what is still used after a collection. */
  readonly liveSlope: number;
}

/** Prints what was measured; returns the missed goals. */
export async function measureSoak(seconds: number): Promise<string[]> {
  console.log(`\nsoak: ${seconds} s against a misbehaving server, after ${Math.round(seconds * 0.3)} s of warm-up`);
  const child = startPinned('client', ['--expose-gc', ...nodeArguments('probes/soak.ts'), String(seconds)]);
  child.relayProgress((text) => console.log(text));
  try {
    return judge(JSON.parse(await child.output) as SoakResult, seconds >= leastSeconds);
  } finally {
    await child.end();
  }
}

function judge(result: SoakResult, isLong: boolean): string[] {
  const { requests, failures, resent, uncounted, megabytes, rssSlope, liveSlope } = result;
  console.log(
    `  ${requests} requests, ${failures} failed, ${resent} sent again; ${megabytes.toFixed(0)} MB at the end`,
  );
  const growths = [
    `${liveSlope.toFixed(2)} MB of used memory a minute`,
    `${rssSlope.toFixed(2)} MB of resident memory a minute`,
  ];
  if (!isLong) for (const text of growths) console.log(`  ${text}; a goal from ${leastSeconds} s on`);
  return [
    goal(`${uncounted} requests counted by one side alone, the goal is 0`, uncounted === 0),
    ...(isLong ? [liveSlope, rssSlope] : []).map((slope, i) => {
      return goal(`${growths[i]}, the goal is ${maxSlope} at most`, slope <= maxSlope);
    }),
  ].flat();
}

function goal(text: string, isReached: boolean): string[] {
  console.log(`  ${text}: ${isReached ? 'reached' : 'MISSED'}`);
  return isReached ? [] : [`soak: ${text}`];
}
