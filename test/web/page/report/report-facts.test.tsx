import { describe, expect, it } from 'vitest';
import { ReportFacts, reportFacts } from '../../../../src/web/page/report/report-facts.js';
import { wordsOf } from '../markup.js';

describe('the facts of a report', () => {
  it('contain what was tested, and when', () => {
    const args = {
      profile: 'nightly',
      start_time: '2026-11-21T03:57:15Z',
      end_time: '2026-11-21T03:58:20Z',
      duration: '1 minute and 5 seconds',
      host: 'http://h',
      locustfile: 'audio.ts',
    };
    expect(wordsOf(<ReportFacts args={args} />)).toMatch(
      /^Load test report Profile nightly During \S+ \S+ – \S+ \S+ \(1 minute and 5 seconds\) Target host http:\/\/h Script audio\.ts$/,
    );
  });

  it('omit unknown values', () => {
    expect(reportFacts({ host: 'None', locustfile: 'None', profile: null })).toEqual([]);
  });
});
