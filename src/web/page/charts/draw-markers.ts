/** Draws what happened during a test as vertical lines. */
import type uPlot from 'uplot';
import type { Marker } from '../../contracts/feed.js';
import { themeColor } from './colors.js';

/** More markers of one kind than this are ticks at the bottom, since lines would hide the chart: the load of a shape. */
const maxLines = 12;
const tickHeightPx = 7;
const rowHeightPx = 14;

/** Lines for all markers in sight; texts at the top where there is room for them, those of targets below the others. */
export function drawMarkers(plot: uPlot, markers: readonly Marker[]): void {
  const { ctx } = plot;
  const { min = 0, max = 0 } = plot.scales.x ?? {};
  const visible = markerLines(markers.filter(({ at }) => at >= (min ?? 0) && at <= (max ?? 0)));
  ctx.save();
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const marker of visible) drawLine(plot, marker);
  ctx.setLineDash([]);
  drawTexts(plot, visible);
  ctx.restore();
}

function drawLine({ ctx, bbox, valToPos }: uPlot, { at, kind, isTick }: MarkerLine): void {
  const x = Math.round(valToPos(at, 'x', true));
  const bottom = bbox.top + bbox.height;
  ctx.strokeStyle = themeColor(markerColors[kind]);
  ctx.beginPath();
  ctx.moveTo(x, isTick ? bottom - tickHeightPx * devicePixelRatio : bbox.top);
  ctx.lineTo(x, bottom);
  ctx.stroke();
}

/** Above all lines; with a border in the colour of the card, to be read over a heat map, too. */
function drawTexts({ ctx, bbox, valToPos }: uPlot, lines: readonly MarkerLine[]): void {
  const ratio = devicePixelRatio;
  const free = [bbox.left, bbox.left] as [number, number];
  ctx.font = `${11 * ratio}px ${themeColor('--sans')}`;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'left';
  ctx.lineWidth = 4 * ratio;
  ctx.strokeStyle = themeColor('--card');
  for (const { at, kind, text, isTick } of lines) {
    const x = Math.round(valToPos(at, 'x', true)) + 4 * ratio;
    const row = kind === 'target' ? 1 : 0;
    const end = x + ctx.measureText(text).width + 8 * ratio;
    if (isTick || x < free[row] || end > bbox.left + bbox.width) continue;
    const y = bbox.top + (2 + row * rowHeightPx) * ratio;
    ctx.fillStyle = themeColor(markerColors[kind]);
    ctx.strokeText(text, x, y);
    ctx.fillText(text, x, y);
    free[row] = end;
  }
}

interface MarkerLine extends Marker {
  readonly isTick: boolean;
}

/** Which of the markers in sight are ticks instead of lines. */
export function markerLines(visible: readonly Marker[]): MarkerLine[] {
  const count = (wanted: Marker['kind']) => visible.filter(({ kind }) => kind === wanted).length;
  const dense = (['load', 'target'] as const).filter((kind) => count(kind) > maxLines);
  return visible.map((marker) => ({ ...marker, isTick: dense.some((kind) => kind === marker.kind) }));
}

/** Colours of the style sheet by what a marker tells. */
export const markerColors: Readonly<Record<Marker['kind'], string>> = {
  start: '--accent',
  load: '--info',
  stop: '--faint',
  target: '--bad',
};
