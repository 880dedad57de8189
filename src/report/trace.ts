/** `--trace`: what goes out and what comes back, line by line, for the first requests of a run. */

import { failureText } from '../stats/failures.js';
import type { Sample } from '../stats/sample.js';
import { formatFixed } from '../util/format.js';

/** Requests that are printed before it falls silent. */
export const traceLimit = 100;

/** A listener of the `request` event that prints the heads of each of the first {@link traceLimit} requests. */
export function traceRequests(write: (line: string) => void): (sample: Sample) => void {
  let seen = 0;
  return (sample) => {
    if (seen > traceLimit) return;
    if (seen++ === traceLimit) write(`… further requests are not traced (${traceLimit} were).`);
    else for (const line of traceLines(sample)) write(line);
  };
}

/**
 * `> GET http://127.0.0.1:8000/files (as /files)` and `< 200 OK, 12.3 ms, 512 bytes`, each with its headers below it,
 * credentials included: `>   accept: text/html`.
 */
export function traceLines(sample: Sample): string[] {
  const { requestType, url, name, responseTime, responseLength, exception } = sample;
  const target = url === '' ? name : url.endsWith(name) ? url : `${url} (as ${name})`;
  const time = responseTime === null ? 'untimed' : `${formatFixed(responseTime, 1)} ms`;
  const verdict = exception === null ? [] : [failureText(exception)];
  const answer = [...statusOf(sample.response), time, `${responseLength} bytes`, ...verdict].join(', ');
  const { headers, request } = Object(sample.response) as { headers?: unknown; request?: unknown };
  return [
    `> ${requestType} ${target}`,
    ...headerLines('>', (Object(request) as { headers?: unknown }).headers),
    `< ${answer.replaceAll('\n', ' ')}`,
    ...headerLines('<', headers),
  ];
}

/** None of what a client of another protocol calls headers. */
function headerLines(mark: string, headers: unknown): string[] {
  return headers instanceof Headers ? [...headers].map(([name, value]) => `${mark}   ${name}: ${value}`) : [];
}

function statusOf(response: unknown): string[] {
  const { status, statusText = '' } = Object(response) as { status?: unknown; statusText?: unknown };
  return typeof status === 'number' && status > 0 ? [`${status} ${statusText}`.trim()] : [];
}
