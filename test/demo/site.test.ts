import { describe, expect, it } from 'vitest';
import { resolveSettings } from '../../src/demo/settings.js';
import { createSite } from '../../src/demo/site.js';

describe('createSite', () => {
  it('starts empty, with the given settings', () => {
    const site = createSite(resolveSettings({ maxUploadBytes: 5, tokenSeconds: 7, latencyScale: 0 }));
    expect(site.maxUploadBytes).toBe(5);
    expect(site.auth.tokenSeconds).toBe(7);
    expect([site.accounts.size, site.accounts.uploaded, site.counts.total()]).toEqual([0, 0, 0]);
    const job = site.jobs.plan('job', 'high', 1);
    expect(job.doneAt).toBe(job.startsAt);
  });
});
