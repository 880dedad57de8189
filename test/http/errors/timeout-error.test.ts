import { describe, expect, it } from 'vitest';
import { timeoutError } from '../../../src/http/errors/timeout-error.js';
import { type Limits, limitsOf } from '../../../src/http/timing/timeout.js';

describe('a request that took too long is called', () => {
  const limits = limitsOf({ connect: 1, headers: 0.5, body: 2, total: 60 }) as Limits;

  it.each<[keyof Limits, string]>([
    ['connect', "ConnectTimeoutError('Connection to 127.0.0.1 timed out. (connect timeout=1)')"],
    [
      'headers',
      `ReadTimeout(ReadTimeoutError("HTTPConnectionPool(host='127.0.0.1', port=9911): Read timed out. (read timeout=0.5)"))`,
    ],
    ['body', `ReadTimeoutError("HTTPConnectionPool(host='127.0.0.1', port=9911): Read timed out.")`],
    [
      'total',
      `TotalTimeoutError("HTTPConnectionPool(host='127.0.0.1', port=9911): Request timed out. (total timeout=60)")`,
    ],
  ])('by its limit: %s', (kind, repr) => {
    expect(timeoutError(kind, limits, 'http://127.0.0.1:9911').repr).toBe(repr);
  });

  it.each([
    ['https://shop.test', "HTTPSConnectionPool(host='shop.test', port=443)"],
    ['http://shop.test', "HTTPConnectionPool(host='shop.test', port=80)"],
    ['http://[::1]:8000', "HTTPConnectionPool(host='[::1]', port=8000)"],
  ])('with the host and port of %s', (origin, pool) => {
    expect(timeoutError('body', limits, origin).message).toBe(`${pool}: Read timed out.`);
  });
});
