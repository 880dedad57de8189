import { describe, expect, it } from 'vitest';
import { placeOf, queryOf } from '../../../../src/web/page/shell/route.js';

describe('a route', () => {
  it("is parsed from the URL, with Locust's keys", () => {
    expect(placeOf('?tab=charts&theme=dark')).toEqual({ tab: 'charts', row: null });
    expect(placeOf('')).toEqual({ tab: 'stats', row: null });
  });

  it('is preserved by its URL, for any row name', () => {
    const place = { tab: 'stats', row: 'GET /a?b=1&tab=x #ü' };
    expect(placeOf(queryOf('?theme=dark&row=old', place))).toEqual(place);
    expect(queryOf('?theme=dark&row=old', { tab: 'charts', row: null })).toBe('?theme=dark&tab=charts');
  });
});
