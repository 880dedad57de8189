/** Draws what happened during a test as vertical lines. */
import type uPlot from 'uplot';
import type { Marker } from '../../feed.js';
import { themeColor } from './colors.js';

/** More changes of the load than this are those of a shape: ticks at the bottom, since lines would hide the chart. */
const maxLoadLines = 12;
const tickHeightPx = 7;
const textHeightPx = 14;

/**
 * Lines for all markers in sight; texts at the top where there is room for them, those of targets below the others.
 */
export function drawMarkers(plot: uPlot, markers: readonly Marker[]): void {
  const { ctx } = plot;
  const { left, top, width, height } = plot.bbox;
  const ratio = devicePixelRatio;
  const free = { target: left, other: left };
  const visible = markers.filter(({ at }) => at >= (plot.scales.x?.min ?? 0) && at <= (plot.scales.x?.max ?? 0));
  ctx.save();
  ctx.font = `${11 * ratio}px ${themeColor('--sans')}`;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  ctx.lineWidth = ratio;
  for (const { at, kind, text, isTick } of markerLines(visible)) {
    const x = Math.round(plot.valToPos(at, 'x', true));
    const color = themeColor(markerColors[kind]);
    ctx.strokeStyle = color;
    ctx.setLineDash([4 * ratio, 3 * ratio]);
    ctx.beginPath();
    ctx.moveTo(x, isTick ? top + height - tickHeightPx * ratio : top);
    ctx.lineTo(x, top + height);
    ctx.stroke();
    const row = kind === 'target' ? 'target' : 'other';
    const textWidth = ctx.measureText(text).width;
    if (isTick || x < free[row] || x + textWidth + 8 * ratio > left + width) continue;
    const y = top + (row === 'target' ? 2 + textHeightPx : 2) * ratio;
    // Over a heat map, too, it is to be read.
    ctx.setLineDash([]);
    ctx.strokeStyle = themeColor('--card');
    ctx.lineWidth = 4 * ratio;
    ctx.strokeText(text, x + 4 * ratio, y);
    ctx.lineWidth = ratio;
    ctx.fillStyle = color;
    ctx.fillText(text, x + 4 * ratio, y);
    free[row] = x + textWidth + 12 * ratio;
  }
  ctx.restore();
}

/** Which of the markers in sight are ticks instead of lines. */
export function markerLines(visible: readonly Marker[]): (Marker & { readonly isTick: boolean })[] {
  const isDense = visible.filter(({ kind }) => kind === 'load').length > maxLoadLines;
  return visible.map((marker) => ({ ...marker, isTick: isDense && marker.kind === 'load' }));
}

/** Colours of the style sheet by what a marker tells. */
export const markerColors: Readonly<Record<Marker['kind'], string>> = {
  start: '--accent',
  load: '--info',
  stop: '--faint',
  target: '--bad',
};
