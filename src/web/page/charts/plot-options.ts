/** How uPlot draws a plan: axes, lines, a cursor shared by all charts, and a selection that zooms them all. */
import type uPlot from 'uplot';
import type { Marker } from '../../contracts/feed.js';
import { timeText } from '../text/times.js';
import type { ChartPlan, ChartSeries } from './chart-plan.js';
import { themeColor, withOpacity } from './colors.js';
import { drawHeat } from './draw-heat.js';
import { drawMarkers } from './draw-markers.js';
import { type Span, zoom, zoomTo } from './zoom.js';

/** What a chart shows now; read each time that it is drawn. */
export interface ChartContent {
  readonly plan: ChartPlan;
  readonly markers: readonly Marker[];
  readonly span: Span;
}

/** Charts of one group share their cursor. */
export interface PlotSetting {
  readonly width: number;
  readonly height: number;
  readonly group: string;
  readonly content: () => ChartContent;
  readonly onCursor: (plot: uPlot) => void;
}

export function plotOptions({ width, height, group, content, onCursor }: PlotSetting): uPlot.Options {
  const { plan } = content();
  return {
    width,
    height,
    padding: [8, 26, 0, 0],
    legend: { show: false },
    cursor: {
      sync: { key: group, scales: ['x', null] },
      drag: { x: true, y: false, setScale: false },
      points: { show: plan.heat === undefined, size: 7 },
      y: plan.heat !== undefined,
      bind: { dblclick: () => () => resetZoom() },
    },
    scales: {
      x: { time: true, range: () => spanRange(content().span) },
      y: { range: (_, least, most) => [...content().plan.axis.range(most ?? 0, least ?? 0)] },
    },
    axes: [timeAxis(), valueAxis(content)],
    series: [{}, ...drawnSeries(plan).map(seriesOptions)],
    hooks: {
      drawAxes: [(plot) => drawHeat(plot, content().plan)],
      draw: [(plot) => drawMarkers(plot, content().markers)],
      setCursor: [onCursor],
      setSelect: [takeSelection],
    },
  };
}

/** The columns that uPlot draws; those of hidden series are empty, and those of layers sums. */
export function plotData(plan: ChartPlan, hidden: ReadonlySet<string>): uPlot.AlignedData {
  const { at, series, isStacked = false, heat } = plan;
  const none = at.map(() => null);
  let below: readonly (number | null)[] = [];
  const columns = series.map(({ key, values }) => {
    if (hidden.has(key) || heat !== undefined) return none;
    if (isStacked) below = values.map((value, i) => (value ?? 0) + (below[i] ?? 0));
    return (isStacked ? below : values) as (number | null)[];
  });
  return [at as number[], ...(isStacked ? columns.reverse() : columns)];
}

/** Layers from the topmost down: each is drawn over those above it. */
function drawnSeries({ series, isStacked = false }: ChartPlan): readonly ChartSeries[] {
  return isStacked ? series.toReversed() : series;
}

function resetZoom(): null {
  zoom.value = null;
  return null;
}

function spanRange({ from, to }: Span): [number, number] {
  return [from, to];
}

function takeSelection(plot: uPlot): void {
  const { left, width } = plot.select;
  if (width < 4) return;
  zoomTo({ from: plot.posToVal(left, 'x'), to: plot.posToVal(left + width, 'x') });
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}

function timeAxis(): uPlot.Axis {
  const values = (_: uPlot, splits: number[]) => splits.map((at) => axisTime(at, (splits[1] ?? 0) - (splits[0] ?? 0)));
  return { ...axisStyle(), space: 76, size: 28, values };
}

/** `09:30`, or `09:30:05` where the marks are less than a minute apart. */
export function axisTime(at: number, step: number): string {
  return step >= 60 ? timeText(at).slice(0, 5) : timeText(at);
}

function valueAxis(content: () => ChartContent): uPlot.Axis {
  const { axis } = content().plan;
  return {
    ...axisStyle(),
    space: 34,
    size: 56,
    values: (_, splits) => splits.map((value) => content().plan.axis.text(value)),
    ...(axis.splits === undefined ? {} : { splits: () => [...(content().plan.axis.splits ?? [])] }),
  };
}

function axisStyle(): uPlot.Axis {
  return {
    stroke: themeColor('--faint'),
    font: `11px ${themeColor('--sans')}`,
    gap: 6,
    grid: { stroke: themeColor('--line'), width: 1 },
    ticks: { show: false },
  };
}

function seriesOptions({ color, fill = 0, isDashed = false }: ChartSeries): uPlot.Series {
  const line = color.startsWith('--') ? themeColor(color) : color;
  return {
    stroke: line,
    width: isDashed ? 1.25 : 1.75,
    ...(fill > 0 ? { fill: withOpacity(line, fill) } : {}),
    ...(isDashed ? { dash: [5, 4] } : {}),
    points: { show: false },
    spanGaps: false,
  };
}
