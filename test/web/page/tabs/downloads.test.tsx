import { describe, expect, it } from 'vitest';
import { Downloads, downloads } from '../../../../src/web/page/tabs/downloads.js';
import { markupOf } from '../markup.js';

describe('the downloads', () => {
  it("are at Locust's paths, relative to the page", () => {
    expect(downloads({}, 'dark').map(({ href }) => href)).toEqual([
      './stats/report?theme=dark',
      './stats/report?theme=dark&download=1',
      './stats/requests/csv',
      './stats/failures/csv',
      './exceptions/csv',
    ]);
  });

  it('include the full history if it is written, and files of the test', () => {
    const own = [{ href: '/mine.csv', title: 'Mine' }];
    const hrefs = downloads({ stats_history_enabled: true, extended_csv_files: own }, 'light').map(({ href }) => href);
    expect(hrefs).toEqual(expect.arrayContaining(['./stats/requests_full_history/csv', '/mine.csv']));
  });

  it('include custom metrics where a test has some', () => {
    expect(downloads({}, 'light', true).map(({ href }) => href)).toContain('./stats/metrics/csv');
  });

  it('open a report in a new tab', () => {
    expect(markupOf(<Downloads />).match(/target="_blank"/g)).toHaveLength(1);
  });
});
