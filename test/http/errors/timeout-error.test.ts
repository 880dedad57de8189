import { describe, expect, it } from 'vitest';
import { type TimeoutKind, timeoutError } from '../../../src/http/errors/timeout-error.js';

describe('a request that took too long is named', () => {
  it.each<[TimeoutKind, number, string]>([
    ['connect', 1_000, "ConnectTimeoutError('Connection to 127.0.0.1 timed out. (connect timeout=1)')"],
    [
      'headers',
      500,
      `ReadTimeout(ReadTimeoutError("HTTPConnectionPool(host='127.0.0.1', port=9911): Read timed out. (read timeout=0.5)"))`,
    ],
    ['body', 2_000, `ReadTimeoutError("HTTPConnectionPool(host='127.0.0.1', port=9911): Read timed out.")`],
    [
      'total',
      60_000,
      `TotalTimeoutError("HTTPConnectionPool(host='127.0.0.1', port=9911): Request timed out. (total timeout=60)")`,
    ],
  ])('by its limit: %s', (kind, limitMs, repr) => {
    expect(timeoutError(kind, limitMs, 'http://127.0.0.1:9911').repr).toBe(repr);
  });

  it.each([
    ['https://shop.test', "HTTPSConnectionPool(host='shop.test', port=443)"],
    ['http://shop.test', "HTTPConnectionPool(host='shop.test', port=80)"],
    ['http://[::1]:8000', "HTTPConnectionPool(host='[::1]', port=8000)"],
  ])('with the host and port of %s', (origin, pool) => {
    expect(timeoutError('body', 2_000, origin).message).toBe(`${pool}: Read timed out.`);
  });
});
