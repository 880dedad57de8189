import { describe, expect, it } from 'vitest';
import { receptionFor, standardReception } from '../../../src/http/timing/reception.js';

describe('the limit of a body', () => {
  it('is far above what anybody needs, unless a request says something else', () => {
    expect(receptionFor({}, standardReception)).toBe(standardReception);
    expect(standardReception.maxBodyBytes).toBe(268_435_456);
    expect(receptionFor({ maxBodyBytes: 5 }, standardReception).maxBodyBytes).toBe(5);
  });

  it.each([0, -1, Number.NaN, '5', null])('cannot be %j', (maxBodyBytes) => {
    expect(() => receptionFor({ maxBodyBytes: maxBodyBytes as number }, standardReception)).toThrow(
      expect.objectContaining({
        code: 'BAD_BODY_LIMIT',
        message: `Expected maxBodyBytes of 1 or more, got ${maxBodyBytes}.`,
      }),
    );
  });
});
