/** Finished requests, with only what a test is about spelled out. */
import type { Sample } from '../../../src/stats/sample.js';

/** A successful `GET /a` of 10 ms and 100 bytes, changed by what is given. */
export function makeSample(given: Partial<Sample> = {}): Sample {
  return {
    requestType: 'GET',
    name: '/a',
    responseTime: 10,
    responseLength: 100,
    exception: null,
    status: 200,
    startTime: 1_700_000_000,
    url: 'http://127.0.0.1/a',
    context: {},
    response: null,
    ...given,
  };
}
