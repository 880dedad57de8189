import { describe, expect, it } from 'vitest';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { resultsJson } from '../../../src/report/json/results-json.js';
import { resultsSchema } from '../../../src/report/json/results-schema.js';
import { targetJson } from '../../../src/report/json/target-json.js';
import { matchesSchema } from '../../helpers/files/json-schema.js';
import { ownMetrics } from '../../helpers/statistics/custom-metrics.js';
import { workedJudgement } from '../../helpers/statistics/judgement.js';
import { workedSampleEnd } from '../../helpers/statistics/worked-sample.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

const targets = workedJudgement().results.map(targetJson);
const facts = { scenario: 'smoke', exitCode: 1, peakUsers: 3, targets };

describe('_metrics.json', () => {
  it('has what was measured', () => {
    const json = JSON.parse(JSON.stringify(resultsJson(workedSampleEnd(), facts)));
    expect(json).toMatchObject({
      ...{ version: 1, scenario: 'smoke', exit_code: 1, peak_users: 3, duration_seconds: expect.closeTo(40.3, 6) },
      total: {
        requests: 8,
        failures: 2,
        success_rate: 0.75,
        outcomes: { '4xx': expect.any(Number), connection_errors: expect.any(Number) },
        response_time: { max: 3432, percentiles: { '95%': 3432 } },
      },
      failures: [
        { method: 'POST', occurrences: 1 },
        { method: 'GET', occurrences: 1 },
      ],
      exceptions: [{ count: 2, message: 'division by zero' }],
      targets: [{ target: 'GET /a p95 < 500ms', state: 'met', value: 155, unit: 'ms' }, {}, {}, { value: null }],
    });
    expect(json.entries.map(({ name }: { name: string }) => name)).toEqual(['/a', '/b, "new"', 'feed']);
  });

  it('has no success where nothing was measured', () => {
    const nothing = takeSnapshot(makeEnvironment().environment);
    expect(resultsJson(nothing, facts)).toMatchObject({ total: { requests: 0, success_rate: 0 } });
  });

  it.each([workedSampleEnd(), { ...workedSampleEnd(), stats: ownMetrics() }])('keeps to its schema', (snapshot) => {
    const json = JSON.parse(JSON.stringify(resultsJson(snapshot, facts)));
    expect(matchesSchema(json, resultsSchema())).toBe(true);
    expect(matchesSchema({ ...json, version: 2 }, resultsSchema())).toBe(false);
    expect(matchesSchema({ ...json, total: {} }, resultsSchema())).toBe(false);
    expect(matchesSchema({ ...json, targets: [{ target: 'p95 < 1s' }] }, resultsSchema())).toBe(false);
  });
});
