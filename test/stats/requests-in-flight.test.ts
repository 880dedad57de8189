import { describe, expect, it } from 'vitest';
import { RequestsInFlight } from '../../src/stats/requests-in-flight.js';

describe('RequestsInFlight', () => {
  it('counts requests from their start to their end', () => {
    const requests = new RequestsInFlight();
    const counts = [requests.count];
    for (const change of ['start', 'start', 'end', 'start', 'end', 'end'] as const) {
      requests[change]();
      counts.push(requests.count);
    }
    expect(counts).toEqual([0, 1, 2, 1, 2, 1, 0]);
  });

  it('keeps dropped requests, which never end', () => {
    const requests = new RequestsInFlight();
    for (let i = 0; i < 3; i++) requests.start();
    requests.drop(2);
    expect(requests.count).toBe(3);
    requests.end();
    expect(requests.count).toBe(2);
  });
});
