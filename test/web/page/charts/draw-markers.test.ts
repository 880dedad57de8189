import { expect, it } from 'vitest';
import { markerColors, markerLines } from '../../../../src/web/page/charts/draw-markers.js';
import { read } from '../../../helpers/files/source-files.js';

it('every marker has a colour in both themes', () => {
  const tokens = read('src/web/page/style/tokens.css');
  const [light, dark] = tokens.split('data-theme') as [string, string];
  for (const color of Object.values(markerColors)) {
    expect(light).toContain(`${color}:`);
    expect(dark).toContain(`${color}:`);
  }
});

it('draws the many changes of a shape as ticks, and a few changes as lines', () => {
  const loads = Array.from({ length: 13 }, (_, at) => ({ at, kind: 'load', text: `${at} users` }) as const);
  const target = { at: 5, kind: 'target', text: 'p95 < 60ms' } as const;
  const ticks = (markers: Parameters<typeof markerLines>[0]) =>
    markerLines(markers).filter(({ isTick }) => isTick).length;
  expect([ticks([...loads, target]), ticks([...loads.slice(1), target])]).toEqual([13, 0]);
});
