import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeSnapshot } from '../../src/core/snapshot.js';
import { createRunWeb, type RunWebParts } from '../../src/run/run-web.js';
import { LoadRunner } from '../../src/runner/load-runner.js';
import { LocalFleet } from '../../src/runner/local-fleet.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

const controls = {
  startTest: async () => {},
  stopTest: async () => {},
  fail: () => {},
  endsAt: () => null,
  followedShape: () => null,
  files: () => [],
  workers: () => null,
  changeClass: () => {},
};
const page = { version: '1', locustfile: 'u.ts', userClasses: [], shapes: new Map(), customFlags: new Map() };
const web = { host: '127.0.0.1', port: 0, tls: null, basePath: '', login: false, buildPath: null };
const create = (given: Partial<RunWebParts>) => {
  const { environment } = makeEnvironment();
  return {
    environment,
    parts: createRunWeb(
      environment,
      { page, web: null, shape: null, htmlPath: null, listenToWorkerLogs: null, ...given },
      controls,
    ),
  };
};

describe('createRunWeb', () => {
  it('records nothing without a page and a report', () => {
    const { environment, parts } = create({});
    expect([parts, environment.log.onLine]).toEqual([null, null]);
  });

  it('shows the log and the statistics on the page', async () => {
    const { environment, parts } = create({ web });
    environment.log.logger('locust.main').warning('hello page');
    environment.stats.record(makeSample());
    const get = async (path: string) => (await parts?.webUi?.app.request(`http://h${path}`))?.text();
    expect(await get('/logs')).toContain('hello page');
    expect(await get('/stats/requests')).toContain('"num_requests": 1');
  });

  it('writes the report at the end', () => {
    const htmlPath = join(temporaryFolder(), 'report.html');
    const { environment, parts } = create({ htmlPath });
    expect(parts?.webUi).toBeNull();
    environment.stats.record(makeSample());
    const snapshot = takeSnapshot(environment);
    for (const reporter of parts?.reporters ?? []) reporter.start?.(snapshot);
    for (const reporter of parts?.reporters ?? []) reporter.end?.(snapshot);
    expect(readFileSync(htmlPath, 'utf8')).toContain('"is_report":true');
  });

  it.each([
    [null, 'report_{u}_{r}_{t}.html'],
    [1, 'report_1_1_{t}.html'],
  ])('puts the load of a test into its name: %s users at most', (peakTargetUserCount, name) => {
    const folder = temporaryFolder();
    const { environment, parts } = create({ htmlPath: join(folder, 'report_{u}_{r}_{t}.html') });
    environment.runner = Object.assign(new LoadRunner(environment, new LocalFleet(environment)), {
      peakTargetUserCount,
    });
    for (const reporter of parts?.reporters ?? []) reporter.end?.(takeSnapshot(environment));
    expect(readdirSync(folder)).toEqual([name]);
  });
});
