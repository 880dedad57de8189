import { describe, expect, it } from 'vitest';
import { placeOf, queryOf } from '../../../../src/web/page/shell/route.js';

describe('a place in the page', () => {
  it("is what the address says, by Locust's keys", () => {
    expect(placeOf('?tab=charts&theme=dark')).toEqual({ tab: 'charts', row: null });
    expect(placeOf('')).toEqual({ tab: 'stats', row: null });
  });

  it('comes back from the address that it makes, whatever a row is called', () => {
    const place = { tab: 'stats', row: 'GET /a?b=1&tab=x #ü' };
    expect(placeOf(queryOf('?theme=dark&row=old', place))).toEqual(place);
    expect(queryOf('?theme=dark&row=old', { tab: 'charts', row: null })).toBe('?theme=dark&tab=charts');
  });
});
