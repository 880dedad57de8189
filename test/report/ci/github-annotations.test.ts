import { expect, it } from 'vitest';
import { githubAnnotations } from '../../../src/report/ci/github-annotations.js';
import { workedJudgement } from '../../helpers/statistics/judgement.js';
import { workedSampleEnd } from '../../helpers/statistics/worked-sample.js';

const failing = { scenario: null, failuresFail: true, exceptionsFail: true };

it('are errors of missed targets and failures, warnings of what does not fail the run, on one line each', () => {
  const lines = githubAnnotations(workedSampleEnd(), workedJudgement(), failing);
  expect(lines).toEqual([
    '::error title=Target missed::Error Rate: 25%25 > 0.5%25 target',
    expect.stringMatching(/^::warning title=Target missed::Requests\/s: /),
    '::error title=Target missed::GET /<nope> P99 Response Time: no request of GET /<nope>, < 1000ms target',
    '::error title=Failed requests::1× POST /b, "new": Got wrong response',
    "::error title=Failed requests::1× GET /a: ConnectionRefusedError(111, 'Connection refused')",
    expect.stringMatching(/^::error title=Exception::2× /),
  ]);
  const tolerated = { scenario: null, failuresFail: false, exceptionsFail: false };
  expect(githubAnnotations(workedSampleEnd(), workedJudgement([]), tolerated)).toEqual([
    expect.stringMatching(/^::warning title=Failed requests::/),
    expect.stringMatching(/^::warning title=Failed requests::/),
    expect.stringMatching(/^::warning title=Exception::2× /),
  ]);
  const [escaped] = githubAnnotations(workedSampleEnd(), workedJudgement(['"x\r\n%" p95 < 1s']), failing);
  expect(escaped).toContain('x%0D%0A%25 p95');
});

it('name the scenario in their titles', () => {
  const lines = githubAnnotations(workedSampleEnd(), workedJudgement(), { ...failing, scenario: 'smoke' });
  const titles = lines.map((line) => /^::\w+ title=([^:]*)::/.exec(line)?.[1]);
  expect([...new Set(titles)]).toEqual(['Target missed in smoke', 'Failed requests in smoke', 'Exception in smoke']);
});
