import { afterEach, describe, expect, it } from 'vitest';
import { zoom } from '../../../../src/web/page/charts/zoom.js';
import { ZoomBar } from '../../../../src/web/page/charts/zoom-bar.js';
import { markupOf } from '../markup.js';

afterEach(() => {
  zoom.value = null;
});

const pressed = () => [...markupOf(<ZoomBar />).matchAll(/aria-pressed="true"[^>]*>([^<]*)/g)].map((match) => match[1]);

describe('the zoom bar', () => {
  it('marks the chosen span', () => {
    expect(pressed()).toEqual(['All']);
    zoom.value = { seconds: 300 };
    expect(pressed()).toEqual(['5 min']);
  });

  it('shows a custom span, which can be reset', () => {
    const from = new Date(2026, 1, 1, 9, 30, 5).getTime() / 1000;
    zoom.value = { from, to: from + 10 };
    expect(pressed()).toEqual(['09:30:05 – 09:30:15 ✕']);
  });
});
