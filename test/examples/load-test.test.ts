import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { testAudioService } from '../../examples/load-test.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';
import { demoService } from '../helpers/processes/demo-run.js';

it('examples/load-test.ts tells whether a service meets its targets, and writes a report', async () => {
  const [service, folder] = [await demoService(), temporaryFolder()];
  const paths = ['md', 'json'].map((end) => join(folder, `report.${end}`));
  const results = await testAudioService(service.url, 2, ...paths);
  const { totalRequests, successRate, avgLatency, p95Latency, p99Latency, peakThroughput, passed, targets } = results;
  expect({ passed, successRate }).toEqual({ passed: true, successRate: 1 });
  expect(totalRequests).toBe(Object.values(service.counts()).reduce((sum, count) => sum + count, 0));
  expect(p99Latency).toBeGreaterThanOrEqual(p95Latency);
  expect(Math.min(avgLatency, peakThroughput)).toBeGreaterThan(0);
  expect(targets.map(({ state }) => state)).toEqual(['met', 'met']);
  expect(paths.map((path) => existsSync(path))).toEqual([true, true]);
  expect(readFileSync(paths[0] as string, 'utf8')).toMatch(
    /^# small uploads: passed\n[\s\S]*\| Success rate \| 100\.00 % \|/,
  );
});
