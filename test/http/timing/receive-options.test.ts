import { describe, expect, it } from 'vitest';
import { defaultReceiveOptions, receiveOptionsFor } from '../../../src/http/timing/receive-options.js';

describe('the limit of a body', () => {
  it('is far above usual sizes, unless the request sets another one', () => {
    expect(receiveOptionsFor({}, defaultReceiveOptions)).toBe(defaultReceiveOptions);
    expect(defaultReceiveOptions.maxBodyBytes).toBe(268_435_456);
    expect(receiveOptionsFor({ maxBodyBytes: 5 }, defaultReceiveOptions).maxBodyBytes).toBe(5);
  });

  it.each([0, -1, Number.NaN, '5', null])('cannot be %j', (maxBodyBytes) => {
    expect(() => receiveOptionsFor({ maxBodyBytes: maxBodyBytes as number }, defaultReceiveOptions)).toThrow(
      expect.objectContaining({
        code: 'BAD_BODY_LIMIT',
        message: `Expected maxBodyBytes of 1 or more, got ${maxBodyBytes}.`,
      }),
    );
  });
});
