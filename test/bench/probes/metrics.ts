/** What a call of each custom metric costs, as a multiple of an empty method call and in µs; and the memory that many take. */
import { Metrics } from '../../../src/stats/metrics/metrics.js';

const calls = Number(process.argv[2]);
const rounds = 5;

class Empty {
  calls = 0;

  nothing(_name: string, _value: number): void {
    this.calls++;
  }
}

const metrics = new Metrics();
const empty = new Empty();
const tokens = metrics.counter('kept');
const values = Float64Array.from({ length: 1024 }, (_, n) => Math.sin(n) * 10 ** (n % 7)); // of both signs, seven decades

const work: Readonly<Record<string, (n: number, value: number) => void>> = {
  empty: (_, value) => empty.nothing('quality', value),
  trend: (_, value) => metrics.trend('quality', value),
  counter: (n) => metrics.counter('tokens').add(n & 15),
  keptCounter: (n) => tokens.add(n & 15),
  gauge: (_, value) => metrics.gauge('queue', value),
  rate: (n) => metrics.rate('cache hit', (n & 3) > 0),
};

/** µs a call, the best of some rounds: other processes only make it longer. */
function measure(call: (n: number, value: number) => void): number {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const startedAt = performance.now();
    for (let n = 0; n < calls; n++) call(n, values[n & 1023] as number);
    best = Math.min(best, ((performance.now() - startedAt) * 1000) / calls);
  }
  return best;
}

const microseconds = Object.fromEntries(Object.entries(work).map(([name, call]) => [name, measure(call)]));
const heap = () => {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return (heapUsed + arrayBuffers) / 2 ** 20;
};
const before = heap();
for (const call of Object.values(work)) for (let n = 0; n < calls; n++) call(n, values[n & 1023] as number);
const slowest = Math.max(...Object.values(microseconds));
const ratio = slowest / (microseconds.empty as number);
console.log(JSON.stringify({ ...microseconds, slowest, ratio, growth: heap() - before }));
