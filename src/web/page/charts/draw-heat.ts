/** Draws a heat map behind a chart's lines. */
import type uPlot from 'uplot';
import type { ChartPlan } from './chart-plan.js';
import { mixColors, themeColor } from './colors.js';
import { heatCells } from './heat-cells.js';

/** Narrower columns would be too small to see, and slow to draw. */
const minColumnPx = 3;
/** The number of colours that can be distinguished. */
const shades = 24;

/** Draws the cells in sight, darker for more responses per second, on a logarithmic scale. */
export function drawHeat(plot: uPlot, { at, heat }: ChartPlan): void {
  if (heat === undefined) return;
  const { left, top, width, height } = plot.bbox;
  const span = { from: plot.scales.x?.min ?? 0, to: plot.scales.x?.max ?? 0 };
  const cells = heatCells(at, heat, span, width / (minColumnPx * devicePixelRatio));
  const [least, most] = cells.reduce(
    ([low, high], { rate }) => [Math.min(low, rate), Math.max(high, rate)],
    [Number.POSITIVE_INFINITY, 0],
  );
  const stops = ['--heat-low', '--heat-middle', '--heat-high'].map(themeColor);
  const colors = Array.from({ length: shades }, (_, i) => mixColors(stops, i / (shades - 1)));
  const { ctx } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, top, width, height);
  ctx.clip();
  for (const { from, to, index, rate } of cells) {
    ctx.fillStyle = colors[Math.round(heatShare(rate, least, most) * (shades - 1))] as string;
    const [x, right] = [from, to].map((moment) => Math.round(plot.valToPos(moment, 'x', true))) as [number, number];
    const [y, bottom] = [index + 1, index].map((edge) => Math.round(plot.valToPos(edge, 'y', true))) as [
      number,
      number,
    ];
    ctx.fillRect(x, y, Math.max(1, right - x), Math.max(1, bottom - y));
  }
  ctx.restore();
}

/** The position of a rate among the colours, on a logarithmic scale: 0 for the least, 1 for the most. */
export function heatShare(rate: number, least: number, most: number): number {
  return most > least ? Math.log(rate / least) / Math.log(most / least) : 1;
}
