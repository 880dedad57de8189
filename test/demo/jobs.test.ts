import { describe, expect, it } from 'vitest';
import { Jobs, MAX_JOBS, QUALITIES, statusAt } from '../../src/demo/jobs.js';

describe('statusAt', () => {
  const job = { id: 'job-1', quality: 'low', items: 1, startsAt: 100, doneAt: 200 } as const;

  it('is queued, then processing, then done', () => {
    expect([99, 100, 199, 200].map((moment) => statusAt(job, moment))).toEqual([
      'queued',
      'processing',
      'processing',
      'done',
    ]);
  });
});

describe('Jobs', () => {
  it('take longer for a higher quality and for more items', () => {
    const jobs = new Jobs(1, 1);
    const mean = (quality: (typeof QUALITIES)[number], items: number) => {
      const lengths = Array.from({ length: 50 }, () => jobs.plan('job', quality, items));
      return lengths.reduce((sum, job) => sum + job.doneAt - job.startsAt, 0) / 50;
    };
    const [high, medium, low] = QUALITIES.map((quality) => mean(quality, 1));
    expect(high).toBeGreaterThan(medium as number);
    expect(medium).toBeGreaterThan(low as number);
    expect(mean('low', 9)).toBeGreaterThan(2 * (low as number));
  });

  it('take as long for the same seed, and no time at scale 0', () => {
    const lengths = (seed: number, scale: number) => {
      const jobs = new Jobs(seed, scale);
      return Array.from({ length: 5 }, () => {
        const job = jobs.plan('job', 'high', 1);
        return Math.round(job.doneAt - job.startsAt);
      });
    };
    expect(lengths(1, 1)).toEqual(lengths(1, 1));
    expect(lengths(1, 1)).not.toEqual(lengths(2, 1));
    expect(lengths(1, 0)).toEqual([0, 0, 0, 0, 0]);
  });

  it('are found by their id, and listed newest first', () => {
    const jobs = new Jobs(1, 1);
    const [a, b] = [jobs.submit('low', 1), jobs.submit('high', 3)];
    expect(jobs.find(b.id)).toBe(b);
    expect(jobs.latest(2)).toEqual([b, a]);
    expect(jobs.find('job-99')).toBeUndefined();
    expect(['', 'job-', 'job--1', 'job-1e0', 'job-01', '__proto__'].map((id) => jobs.find(id))).toEqual(
      Array(6).fill(undefined),
    );
  });

  it('begin with an example', () => {
    expect(new Jobs(1, 1).latest(20)).toHaveLength(1);
  });

  it('are dropped, oldest first, beyond the maximum', () => {
    const jobs = new Jobs(1, 1);
    const first = jobs.submit('low', 1);
    for (let n = 0; n < MAX_JOBS - 1; n++) jobs.submit('low', 1);
    expect(jobs.find(first.id)).toBe(first);
    const last = jobs.submit('low', 1);
    expect(jobs.find(first.id)).toBeUndefined();
    expect(jobs.latest(MAX_JOBS + 10)).toHaveLength(MAX_JOBS);
    expect(jobs.latest(1)).toEqual([last]);
    expect(jobs.submitted).toBe(MAX_JOBS + 2);
  });
});
