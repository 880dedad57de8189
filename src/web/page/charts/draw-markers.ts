/** Draws what happened during a test as vertical lines. */
import type uPlot from 'uplot';
import type { Marker } from '../../feed.js';
import { themeColor } from './colors.js';

/** Lines for all markers in sight; texts at the top where there is room for them. */
export function drawMarkers(plot: uPlot, markers: readonly Marker[]): void {
  const { ctx } = plot;
  const { left, top, width, height } = plot.bbox;
  const ratio = devicePixelRatio;
  let free = left;
  ctx.save();
  ctx.font = `${11 * ratio}px ${themeColor('--sans')}`;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  ctx.lineWidth = ratio;
  for (const { at, kind, text } of markers) {
    const x = Math.round(plot.valToPos(at, 'x', true));
    if (x < left || x > left + width) continue;
    const color = themeColor(markerColors[kind]);
    ctx.strokeStyle = color;
    ctx.setLineDash([4 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, top);
    ctx.lineTo(x, top + height);
    ctx.stroke();
    const textWidth = ctx.measureText(text).width;
    if (x < free || x + textWidth + 8 * ratio > left + width) continue;
    // Over a heat map, too, it is to be read.
    ctx.setLineDash([]);
    ctx.strokeStyle = themeColor('--card');
    ctx.lineWidth = 4 * ratio;
    ctx.strokeText(text, x + 4 * ratio, top + 2 * ratio);
    ctx.lineWidth = ratio;
    ctx.fillStyle = color;
    ctx.fillText(text, x + 4 * ratio, top + 2 * ratio);
    free = x + textWidth + 12 * ratio;
  }
  ctx.restore();
}

/** Colours of the style sheet by what a marker tells. */
export const markerColors: Readonly<Record<Marker['kind'], string>> = {
  start: '--accent',
  load: '--info',
  stop: '--faint',
  target: '--bad',
};
