/** The final statistics as JSON in Locust's schema (`--json`, `--json-file`). */
import type { Entry } from '../../stats/entry.js';
import { outcomesJson, viewOutcomes } from '../../stats/outcomes.js';
import { compareText } from '../../util/text/compare-text.js';
import { printableJson } from '../../util/text/printable.js';
import type { SecondCounter } from './second-counts.js';

/**
 * A list of rows, sorted as in the tables, indented by four, ending in a newline; rows without requests are left out. Each
 * row ends with `requestsInFlight` of the whole run: a list has no other place that readers of Locust's schema tolerate. If
 * there were requests, but no row, that of the total has them.
 */
export function jsonResults(
  entries: readonly Entry[],
  total: Entry,
  seconds: SecondCounter,
  requestsInFlight: number,
): string {
  const counted = entries.filter(({ numRequests, numFailures }) => numRequests > 0 || numFailures > 0);
  const shown = counted.length === 0 && requestsInFlight > 0 ? [total] : counted;
  const rows = shown
    .sort((a, b) => compareText(a.name, b.name) || compareText(a.method, b.method))
    .map((entry) => ({ ...jsonRow(entry, seconds), requests_in_flight: requestsInFlight }));
  return `${printableJson(JSON.stringify(rows, null, 4))}\n`;
}

function jsonRow(entry: Entry, seconds: SecondCounter): object {
  const { requests, failures } = seconds.get(entry.name, entry.method);
  return {
    name: entry.name,
    method: entry.method,
    last_request_timestamp: entry.lastRequestTimestamp,
    start_time: entry.startTime,
    num_requests: entry.numRequests,
    num_none_requests: entry.numNoneRequests,
    num_failures: entry.numFailures,
    total_response_time: entry.totalResponseTime,
    max_response_time: entry.maxResponseTime,
    min_response_time: entry.minResponseTime,
    total_content_length: entry.totalContentLength,
    outcomes: outcomesJson(viewOutcomes(entry.outcomes)),
    response_times: Object.fromEntries(entry.responseTimes),
    num_reqs_per_sec: Object.fromEntries(requests),
    num_fail_per_sec: Object.fromEntries(failures),
  };
}
