/**
 * What verdicts cost each request: its outcome is counted by kind, groups of targets are counted, a custom metric is recorded.
 * Argument: the URL of a server. Each cost is measured in turns with the same work without it, in CPU time, so that other
 * processes hardly matter. Prints JSON: medians in µs, and as percentages of the CPU time of one request of the fastest client.
 */
import { FastHttpUser, run, task } from 'tsloc';
import { RequestGroups } from '../../../src/core/request-groups.js';
import { Metrics } from '../../../src/stats/metrics/metrics.js';
import { createOutcomes, outcomeOf } from '../../../src/stats/outcomes.js';
import type { Sample } from '../../../src/stats/sample.js';
import { Stats } from '../../../src/stats/stats.js';
import { median } from '../table.js';

const [host = '', seconds = '3'] = process.argv.slice(2);
const calls = 100_000;
const turns = 41;
/** Until the engine has compiled all steps. */
const warmUpTurns = 5;
const at = 1_700_000_000;

/** Of one shape, as those of the clients. */
const samples: Sample[] = Array.from({ length: 1024 }, (_, n) => ({
  requestType: 'GET',
  name: `/${n % 20}`,
  responseTime: 1 + ((n * 7919) % 5003) / 1000,
  responseLength: 100,
  exception: null,
  status: 200,
  startTime: 0,
  url: '',
  context: {},
  response: undefined,
}));
const tags: ReadonlySet<string> = new Set(['checkout']);
const [plain, tracked] = [new Stats(), new Stats()];
const groups = new RequestGroups(tracked, ['user Shopper']);
const metrics = new Metrics();
const counts = createOutcomes();
let sum = 0;

const steps = {
  record: (sample: Sample) => plain.record(sample, at),
  recordWithGroup: (sample: Sample) => {
    tracked.record(sample, at);
    groups.record('Shopper', tags, sample);
  },
  loop: (sample: Sample) => {
    sum += sample.responseTime as number;
  },
  outcome: (sample: Sample) => {
    sum += sample.responseTime as number;
    (counts[outcomeOf(sample)] as number)++;
  },
  trend: (sample: Sample) => {
    sum += sample.responseTime as number;
    metrics.trend('quality', sample.responseTime as number);
  },
};

type Step = keyof typeof steps;

/** CPU µs a call. */
function cost(step: (sample: Sample) => void): number {
  const before = process.cpuUsage();
  for (let n = 0; n < calls; n++) step(samples[n & 1023] as Sample);
  return cpuMicroseconds(before) / calls;
}

function cpuMicroseconds(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** The median of what `withIt` takes more than `without`, measured one after the other in each turn. */
function difference(withIt: Step, without: Step): number {
  const costs = Array.from({ length: turns }, () => cost(steps[withIt]) - cost(steps[without]));
  return median(costs);
}

class Visitor extends FastHttpUser {
  @task async visit() {
    await this.client.get('/');
  }
}

/** CPU µs of one whole request. */
async function requestCost(): Promise<number> {
  const visit = (runTimeSeconds: number) =>
    run({ userClasses: [Visitor], host, users: 50, spawnRate: 50, runTimeSeconds, log: () => {} });
  await visit(1);
  const before = process.cpuUsage();
  const { snapshot } = await visit(Number(seconds));
  const { numRequests, numFailures } = snapshot.stats.total;
  if (numFailures > 0) throw new Error(`Expected no failed request, got ${numFailures} of ${numRequests}.`);
  return cpuMicroseconds(before) / numRequests;
}

const request = await requestCost();
for (let i = 0; i < warmUpTurns; i++) Object.values(steps).map(cost);
const outcome = difference('outcome', 'loop');
const group = difference('recordWithGroup', 'record');
const trend = difference('trend', 'loop');
const percent = (microseconds: number) => (microseconds / request) * 100;
const percentages = { outcomePercent: percent(outcome), groupPercent: percent(group), trendPercent: percent(trend) };
const result = {
  request,
  record: median(Array.from({ length: turns }, () => cost(steps.record))),
  outcome,
  group,
  trend,
};
process.stdout.write(`${JSON.stringify({ ...result, ...percentages, sum })}\n`, () => process.exit());
