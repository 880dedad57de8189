/** A run of ready-made users against a separate sample service, until enough requests were made. */
import { onTestFinished } from 'vitest';
import type { Environment } from '../../../src/core/environment.js';
import { Events } from '../../../src/core/events/global-events.js';
import type { RunResult } from '../../../src/core/results/run-result.js';
import { type DemoOptions, type DemoService, startDemoService } from '../../../src/demo/service.js';
import { run } from '../../../src/run/run-in-script.js';
import type { RunOptions } from '../../../src/run/run-options.js';
import type { Sample } from '../../../src/stats/sample.js';
import type { UserClass } from '../../../src/user/classes/check.js';

export interface DemoRun {
  readonly verdict: RunResult;
  readonly samples: readonly Sample[];
  /** Requests reported, by `METHOD name`. */
  readonly reported: Readonly<Record<string, number>>;
  /** Requests that the service has counted itself, by `METHOD route`. */
  readonly served: Readonly<Record<string, number>>;
  readonly service: DemoService;
}

/** A service without latency, closed when the test is over. */
export async function demoService(options: DemoOptions = {}): Promise<DemoService> {
  const service = await startDemoService({ port: 0, latencyScale: 0, ...options });
  onTestFinished(() => service.close());
  return service;
}

/** Runs users of one class to a graceful stop, for a minute at most if nothing is reported. */
export async function demoRun(
  userClass: UserClass,
  requests: number,
  { service, events = new Events(), ...options }: Partial<RunOptions> & { service?: DemoService } = {},
): Promise<DemoRun> {
  const target = service ?? (await demoService());
  const [samples, enough] = [[] as Sample[], new AbortController()];
  events.request.addListener((sample) => {
    if (samples.push(sample) >= requests) enough.abort();
  });
  const verdict = await run({
    ...{ userClasses: [userClass], host: target.url, users: 10, spawnRate: 100, seed: '1' },
    ...{ runTimeSeconds: 60, stopTimeoutSeconds: 5, signal: enough.signal, events, log: () => {} },
    ...options,
  });
  const rows = verdict.snapshot.stats.entries.map(({ method, name, numRequests }) => [
    `${method} ${name}`,
    numRequests,
  ]);
  return { verdict, samples, reported: Object.fromEntries(rows), served: target.counts(), service: target };
}

/** The method and name of each request of each user, by order of creation. */
export async function journeysOf(
  userClass: UserClass,
  requests: number,
  options: Partial<RunOptions> = {},
): Promise<string[][]> {
  const journeys: string[][] = [];
  // biome-ignore lint/suspicious/noExplicitAny: a class that is not known until run time
  class Watched extends (userClass as any) {
    constructor(environment: Environment) {
      super(environment);
      const journey: string[] = [];
      journeys.push(journey);
      const send = this.client.request;
      this.client.request = (method: string, url: string, given: { name: string }) => {
        journey.push(`${method} ${given.name}`);
        return send.call(this.client, method, url, given);
      };
    }
  }
  Object.defineProperty(Watched, 'name', { value: userClass.name });
  await demoRun(Watched as unknown as UserClass, requests, options);
  return journeys;
}

/** True if about `share` of `total` picks occurred: within four standard deviations. */
export function isLikely(count: number, total: number, share: number): boolean {
  return Math.abs(count - total * share) <= 4 * Math.sqrt(total * share * (1 - share));
}
