/** A simulated test: names, rates, latencies and failures that look real, the same each time. */
import type {
  EntryRow,
  FeedSnapshot,
  FrozenFeed,
  History,
  MetricPoint,
  MetricPoints,
  MetricRow,
  RowHistory,
  TotalPoint,
} from '../../../src/web/contracts/feed.js';
import { metricFractions } from '../../../src/web/history/metric-lines.js';
import { appendMetrics } from '../../../src/web/page/series/append-metrics.js';
import { entryRow, fractions, snapshot } from './feed.js';

/** Ten classes a decade, from 1 ms to 100 s. */
export const latencyBounds = Array.from({ length: 51 }, (_, i) => Number((10 ** (i / 10)).toPrecision(3)));

export interface SimulationSettings {
  readonly names: number;
  readonly users: number;
  /** Users a second. */
  readonly spawnRate: number;
  readonly startTime: number;
  readonly testId?: string;
  /** With custom metrics of each kind, so many of each; none where absent. */
  readonly metrics?: number;
}

interface Made {
  readonly method: string;
  readonly name: string;
  readonly share: number;
  readonly base: number;
  requests: number;
  failures: number;
  readonly rps: number[];
}

/** Advances by a second with each {@link step}. */
export class SimulatedTest {
  readonly settings: SimulationSettings;
  readonly rows: readonly Made[];
  seconds = 0;
  users = 0;
  targetUsers: number;
  state = 'spawning';
  readonly points = columns();
  #metrics: readonly MetricPoints[] = [];
  #seed = 42;

  constructor(settings: SimulationSettings) {
    this.settings = settings;
    this.targetUsers = settings.users;
    this.rows = Array.from({ length: settings.names }, (_, i) => ({
      method: ['GET', 'GET', 'POST', 'GET', 'PUT', 'DELETE'][i % 6] as string,
      name: `${['/api/jobs', '/api/results', '/login', '/upload/audio.wav', '/items/[id]', '/search?q=[words]'][i % 6]}${i < 6 ? '' : `/${i}`}`,
      share: 1 / (i + 2),
      base: 12 + ((i * 37) % 140),
      requests: 0,
      failures: 0,
      rps: [],
    }));
  }

  /** The next second. */
  step(): TotalPoint {
    this.seconds++;
    const { spawnRate, startTime } = this.settings;
    this.users = Math.min(this.targetUsers, this.users + spawnRate);
    if (this.state === 'spawning' && this.users >= this.targetUsers) this.state = 'running';
    const latencies = new Map<number, number>();
    const errors = new Map<string, number>();
    let [requests, failures] = [0, 0];
    for (const row of this.rows) {
      const count = Math.round(this.users * row.share * (0.9 + 0.2 * this.#random()));
      const failed = this.#random() < 0.25 ? Math.round(count * 0.06 * this.#random()) : 0;
      row.requests += count;
      row.failures += failed;
      row.rps.push(count);
      requests += count;
      failures += failed;
      this.#spread(row.base, count, latencies);
      if (failed > 0) errors.set(kinds[row.base % kinds.length] as string, failed);
    }
    const load = 1 + this.users / this.settings.users + 0.5 * Math.sin(this.seconds / 40);
    const point: TotalPoint = {
      at: startTime + this.seconds,
      seconds: 1,
      users: this.users,
      targetUsers: this.targetUsers,
      rps: requests,
      failPerSec: failures,
      percentiles: fractions.map((fraction) => Math.round(40 * load * (1 + 3 * fraction ** 8) + 6 * this.#random())),
      latency: [...latencies].sort(([a], [b]) => a - b).flat(),
      errors: [...errors],
    };
    this.#append(point);
    return this.settings.metrics === undefined ? point : { ...point, metrics: this.#stepMetrics() };
  }

  history(): History {
    const { startTime, testId = 'test-1', users } = this.settings;
    return {
      testId,
      startTime: this.seconds === 0 ? null : startTime,
      fractions,
      points: { ...structuredClone(this.points), ...(this.#metrics.length === 0 ? {} : { metrics: this.#metrics }) },
      trends: this.rows.map(({ method, name, rps }) => ({ method, name, rps: rps.slice(-60) })),
      markers: this.seconds === 0 ? [] : [{ at: startTime, kind: 'start', text: `started with ${users} users` }],
    };
  }

  snapshot(point: TotalPoint | null = null): FeedSnapshot {
    const { startTime, testId = 'test-1' } = this.settings;
    const failures = this.rows.filter((row) => row.failures > 0);
    return snapshot({
      at: startTime + this.seconds,
      testId,
      state: this.state,
      userCount: this.users,
      targetUserCount: this.targetUsers,
      total: this.#entry({ method: '', name: 'Aggregated', base: 70, ...this.#sums() }),
      entries: this.rows.map((row) => this.#entry(row)),
      failures: failures.map(({ method, name, base, failures: occurrences }) => ({
        method,
        name,
        error: kinds[base % kinds.length] as string,
        occurrences,
        firstSeen: startTime + 3,
        lastSeen: startTime + this.seconds,
      })),
      ...(this.#metrics.length === 0 ? {} : { metrics: this.#metrics.map((metric) => this.#metricRow(metric)) }),
      point,
    });
  }

  row(method: string, name: string): RowHistory | null {
    const row = this.rows.find((one) => one.method === method && one.name === name);
    if (row === undefined) return null;
    const { users: _users, targetUsers: _target, ...points } = structuredClone(this.points);
    const latency = new Map<number, number>();
    this.#spread(row.base, 1000, latency);
    return {
      testId: this.settings.testId ?? 'test-1',
      method,
      name,
      points: {
        ...points,
        rps: [...row.rps],
        failPerSec: row.rps.map((rps) => rps * 0.01),
        errorKinds: [],
        errors: points.at.map(() => []),
      },
      latency: [...latency].sort(([a], [b]) => a - b).flat(),
    };
  }

  frozen(): FrozenFeed {
    const rows = this.rows.map(({ method, name }) => this.row(method, name) as RowHistory);
    const history = this.history();
    const peakUsers = Math.max(0, ...history.points.users);
    return { endTime: null, peakUsers, history, snapshot: { ...this.snapshot(), state: 'stopped' }, rows };
  }

  #stepMetrics(): MetricPoint[] {
    const wave = Math.sin(this.seconds / 20);
    const added = Array.from({ length: this.settings.metrics ?? 0 }, (_, i): MetricPoint[] => {
      const noise = this.#random();
      const quality = [0.4 + 0.1 * noise, 0.8 + 0.05 * wave, 0.95 + 0.03 * noise];
      return [
        { kind: 'rate', name: `cache hit ${i}`, values: [0.7 + 0.2 * noise] },
        { kind: 'trend', name: `quality ${i}`, values: quality.map((value) => Number(value.toPrecision(4))) },
        { kind: 'gauge', name: `queue ${i}`, values: [Math.round(20 + 10 * wave)] },
        { kind: 'counter', name: `tokens ${i}`, values: [Math.round(900 * noise)] },
      ];
    }).flat();
    this.#metrics = appendMetrics(this.#metrics, added, this.points.at.length - 1);
    return added;
  }

  #metricRow({ kind, name, lines }: MetricPoints): MetricRow {
    const value = lines[0]?.at(-1) ?? 0;
    const common = { kind, name, count: 10 * this.seconds };
    if (kind === 'counter') return { ...common, value: 450 * this.seconds, perSecond: 450 };
    if (kind === 'rate') return { ...common, value };
    const [avg, min, max] = [0.8, 0.3, 0.99];
    if (kind === 'gauge') return { ...common, value, avg, min, max };
    return { ...common, avg, min, max, percentiles: metricFractions.map((fraction) => min + (max - min) * fraction) };
  }

  #append(point: TotalPoint): void {
    const { at, seconds, rps, failPerSec, percentiles, latency, errorKinds, errors } = this.points;
    at.push(point.at);
    seconds.push(point.seconds);
    this.points.users.push(point.users);
    this.points.targetUsers.push(point.targetUsers);
    rps.push(point.rps);
    failPerSec.push(point.failPerSec);
    for (const [i, column] of percentiles.entries()) column.push(point.percentiles[i] ?? null);
    latency.push(point.latency);
    for (const [text] of point.errors) if (!errorKinds.includes(text)) errorKinds.push(text);
    errors.push(point.errors.flatMap(([text, count]) => [errorKinds.indexOf(text), count]));
  }

  #sums() {
    const sum = (of: (row: Made) => number) => this.rows.reduce((total, row) => total + of(row), 0);
    const rps = this.points.at.map((_, i) => sum((row) => row.rps[i] ?? 0));
    return { requests: sum((row) => row.requests), failures: sum((row) => row.failures), rps };
  }

  #entry({
    method,
    name,
    base,
    requests,
    failures,
    rps,
  }: Pick<Made, 'method' | 'name' | 'base' | 'requests' | 'failures' | 'rps'>): EntryRow {
    const recent = rps.slice(-10).reduce((a, b) => a + b, 0) / Math.max(1, Math.min(10, rps.length));
    return entryRow({
      method,
      name,
      numRequests: requests,
      numFailures: failures,
      currentRps: recent,
      currentFailPerSec: (recent * failures) / Math.max(1, requests),
      totalRps: requests / Math.max(1, this.seconds),
      totalFailPerSec: failures / Math.max(1, this.seconds),
      medianResponseTime: base,
      avgResponseTime: base * 1.21,
      minResponseTime: base / 3,
      maxResponseTime: base * 9.3,
      avgContentLength: base * 133,
      percentiles: fractions.map((fraction) => Math.round(base * (1 + 8 * fraction ** 12))),
    });
  }

  /** Adds `count` latencies around `base` to their classes. */
  #spread(base: number, count: number, classes: Map<number, number>): void {
    for (let i = 0; i < Math.min(count, 40); i++) {
      const skew = this.#random() + this.#random() + this.#random() - 1.5;
      const ms = base * 10 ** (skew * 0.6 + (this.#random() < 0.04 ? 0.9 : 0));
      const index = latencyBounds.findIndex((bound) => ms <= bound);
      const known = index < 0 ? latencyBounds.length : index;
      classes.set(known, (classes.get(known) ?? 0) + Math.max(1, Math.round(count / 40)));
    }
  }

  #random(): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return this.#seed / 2 ** 32;
  }
}

/** Columns of points that grow. */
function columns() {
  const numbers = (): number[] => [];
  return {
    at: numbers(),
    seconds: numbers(),
    users: numbers(),
    targetUsers: numbers(),
    rps: numbers(),
    failPerSec: numbers(),
    fractions,
    percentiles: fractions.map((): (number | null)[] => []),
    latencyBounds,
    latency: [] as (readonly number[])[],
    errorKinds: [] as string[],
    errors: [] as number[][],
  };
}

const kinds = [
  'HTTPError("503 Server Error: Service Unavailable for url: /api")',
  'ConnectionResetError("Connection reset by peer")',
  'CatchResponseError("Expected a job id, got <b>null</b>")',
  'ReadTimeoutError("no answer within 10 s")',
];
