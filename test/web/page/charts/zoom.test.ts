import { afterEach, describe, expect, it } from 'vitest';
import { leaveSpan, scaleZoom, visibleSpan, zoom, zoomTo } from '../../../../src/web/page/charts/zoom.js';

afterEach(() => {
  zoom.value = null;
});

describe('the visible time span', () => {
  it('is everything, the second before the first point included', () => {
    expect(visibleSpan([101, 102, 200], null)).toEqual({ from: 100, to: 200 });
  });

  it('is half a minute at the beginning of a test', () => {
    expect(visibleSpan([101, 102], null)).toEqual({ from: 100, to: 131 });
    expect(visibleSpan([], null)).toEqual({ from: -1, to: 30 });
  });

  it('follows the newest minutes, and stays fixed for a chosen span', () => {
    expect(visibleSpan([100, 900], { seconds: 60 })).toEqual({ from: 840, to: 900 });
    expect(visibleSpan([100, 900], { from: 200, to: 300 })).toEqual({ from: 200, to: 300 });
  });

  it('of another test is everything, or its newest minutes', () => {
    zoom.value = { from: 200, to: 300 };
    leaveSpan();
    expect(zoom.value).toBeNull();
    zoom.value = { seconds: 60 };
    leaveSpan();
    expect(zoom.value).toEqual({ seconds: 60 });
  });

  it('is halved and doubled around its middle, down to a second', () => {
    scaleZoom({ from: 100, to: 200 }, 0.5);
    expect(zoom.value).toEqual({ from: 125, to: 175 });
    scaleZoom({ from: 125, to: 175 }, 2);
    expect(zoom.value).toEqual({ from: 100, to: 200 });
    zoomTo({ from: 150, to: 150.5 });
    expect(zoom.value).toEqual({ from: 100, to: 200 });
  });
});
