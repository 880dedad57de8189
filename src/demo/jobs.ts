/** Analysis jobs: they pass from queued to done by the clock alone. */
import { now } from '../util/loop/clock.js';
import { type Random, randomStream } from '../util/random.js';

export const QUALITIES = ['high', 'medium', 'low'] as const;
export type Quality = (typeof QUALITIES)[number];
export type JobStatus = 'queued' | 'processing' | 'done';

/** One analysis, or a batch of them. Times are in ms of the service's clock. */
export interface Job {
  readonly id: string;
  readonly quality: Quality;
  /** How many recordings it is about. */
  readonly items: number;
  readonly startsAt: number;
  readonly doneAt: number;
}

/** How many submitted jobs are kept; the oldest one goes first. */
export const KEPT_JOBS = 50_000;

const processingMs: Readonly<Record<Quality, number>> = { high: 2000, medium: 1000, low: 400 };

/** Where a job stands at `moment` (ms of the service's clock). */
export function statusOf(job: Job, moment: number): JobStatus {
  if (moment >= job.doneAt) return 'done';
  return moment >= job.startsAt ? 'processing' : 'queued';
}

/** Makes jobs, and keeps those that are submitted. There is an example from the start. */
export class Jobs {
  private readonly ring: Job[] = []; // job n lies at n % KEPT_JOBS
  private readonly random: Random;
  private readonly scale: number;
  private count = 0;

  /** @param scale multiplies every duration; 0 for jobs that are done at once */
  constructor(seed: string | number, scale: number) {
    this.random = randomStream(seed, 'jobs');
    this.scale = scale;
    this.submit('medium', 1);
  }

  /** A job, queued from now on, that whoever asked for it keeps. */
  plan(id: string, quality: Quality, items: number): Job {
    const startsAt = now() + this.random.between(50, 500) * this.scale;
    const lengthMs = processingMs[quality] * this.random.between(0.5, 1.5) * Math.sqrt(items) * this.scale;
    return { id, quality, items, startsAt, doneAt: startsAt + lengthMs };
  }

  /** A job that is kept here, to be found by its id. */
  submit(quality: Quality, items: number): Job {
    const job = this.plan(`job-${this.count}`, quality, items);
    this.ring[this.count++ % KEPT_JOBS] = job;
    return job;
  }

  /** The submitted job of that id, unless it is too old. */
  find(id: string): Job | undefined {
    const job = this.ring[Number(id.slice('job-'.length)) % KEPT_JOBS];
    return job?.id === id ? job : undefined;
  }

  /** The latest submitted jobs, newest first, at most `limit`. */
  latest(limit: number): Job[] {
    const length = Math.min(limit, this.ring.length);
    return Array.from({ length }, (_, back) => this.ring[(this.count - 1 - back) % KEPT_JOBS] as Job);
  }

  /** How many jobs were submitted so far. */
  get submitted(): number {
    return this.count;
  }
}
