import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createRequestLogs } from '../../../src/cli/request-log/create-request-logs.js';
import { events } from '../../../src/core/events/global-events.js';
import { makeOptions } from '../../../src/core/options/options.js';
import { folderWith } from '../../helpers/processes/cli.js';
import { makeSample } from '../../helpers/statistics/samples.js';

it('a request log gets each request that is reported; without a path there is none', () => {
  const path = join(folderWith(), 'log.csv');
  expect(createRequestLogs(makeOptions({}), () => 0)).toEqual([]);
  const [reporter] = createRequestLogs(makeOptions({ requestLog: path, csvSafe: true }), () => 0);
  events.request.report(makeSample({ name: '=seen' }));
  reporter?.end?.({} as never);
  expect(readFileSync(path, 'utf8')).toContain(",'=seen,");
});
