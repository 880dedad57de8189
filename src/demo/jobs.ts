/** Analysis jobs, whose status depends on the time only. */
import { now } from '../util/loop/clock.js';
import { type Random, randomStream } from '../util/random.js';

export const QUALITIES = ['high', 'medium', 'low'] as const;
export type Quality = (typeof QUALITIES)[number];
export type JobStatus = 'queued' | 'processing' | 'done';

/** One analysis, or a batch of them. Times are monotonic, ms. */
export interface Job {
  readonly id: string;
  readonly quality: Quality;
  /** Number of recordings. */
  readonly items: number;
  readonly startsAt: number;
  readonly doneAt: number;
}

/** The oldest submitted job beyond this is dropped. */
export const MAX_JOBS = 50_000;

const processingMs: Readonly<Record<Quality, number>> = { high: 2000, medium: 1000, low: 400 };

/** The status of a job at `time`. */
export function statusAt(job: Job, time: number): JobStatus {
  if (time >= job.doneAt) return 'done';
  return time >= job.startsAt ? 'processing' : 'queued';
}

/** Creates jobs, and keeps those that are submitted. The first one is an example. */
export class Jobs {
  private readonly ring: Job[] = []; // job n is at n % MAX_JOBS
  private readonly random: Random;
  private readonly scale: number;
  private count = 0;

  /** @param scale multiplies every duration; 0 for no duration */
  constructor(seed: string | number, scale: number) {
    this.random = randomStream(seed, 'jobs');
    this.scale = scale;
    this.submit('medium', 1);
  }

  /** A job that is queued from now on, and kept by the caller. */
  plan(id: string, quality: Quality, items: number): Job {
    const startsAt = now() + this.random.between(50, 500) * this.scale;
    const durationMs = processingMs[quality] * this.random.between(0.5, 1.5) * Math.sqrt(items) * this.scale;
    return { id, quality, items, startsAt, doneAt: startsAt + durationMs };
  }

  /** A job that is kept here, and found by its id. */
  submit(quality: Quality, items: number): Job {
    const job = this.plan(`job-${this.count}`, quality, items);
    this.ring[this.count++ % MAX_JOBS] = job;
    return job;
  }

  /** The submitted job with that id, unless it was dropped. */
  find(id: string): Job | undefined {
    const job = this.ring[Number(id.slice('job-'.length)) % MAX_JOBS];
    return job?.id === id ? job : undefined;
  }

  /** The latest submitted jobs, newest first, at most `limit`. */
  latest(limit: number): Job[] {
    const length = Math.min(limit, this.ring.length);
    return Array.from({ length }, (_, back) => this.ring[(this.count - 1 - back) % MAX_JOBS] as Job);
  }

  /** Number of jobs submitted so far. */
  get submitted(): number {
    return this.count;
  }
}
