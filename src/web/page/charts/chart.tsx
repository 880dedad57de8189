/** A chart over time: drawn by uPlot, read with the mouse or the arrow keys, zoomed together with all others. */
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import uPlot from 'uplot';
import type { Marker } from '../../contracts/feed.js';
import { Icon } from '../shell/icon.js';
import { theme } from '../shell/theme.js';
import { saveChartImage } from './chart-image.js';
import { moveByKey } from './chart-keys.js';
import { ChartLegend } from './chart-legend.js';
import { type ChartPlan, chartSummary } from './chart-plan.js';
import { type ChartContent, plotData, plotOptions } from './plot-options.js';
import { type Readout, readoutAt, readoutText } from './readout.js';
import { visibleSpan, zoom } from './zoom.js';

export interface ChartProps {
  readonly plan: ChartPlan;
  readonly markers: readonly Marker[];
  /** Charts of one group share their cursor. */
  readonly group: string;
  readonly height?: number;
}

export function Chart({ plan, markers, group, height = 220 }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const readout = useSignal<Readout | null>(null);
  const spoken = useSignal('');
  const content = useRef<ChartContent>({ plan, markers, span: { from: 0, to: 1 } });
  content.current = { plan, markers, span: visibleSpan(plan.at, zoom.value) };
  // A change of the number or the look of lines needs a new plot.
  const structure = [theme.value, height, ...plan.series.map(({ key }) => key)].join('\n');

  useLayoutEffect(() => {
    const element = host.current as HTMLDivElement;
    const onCursor = (current: uPlot) => {
      readout.value = readoutAt(current, content.current.plan);
    };
    const setting = { width: element.clientWidth, height, group, content: () => content.current, onCursor };
    const made = new uPlot(plotOptions(setting), plotData(content.current.plan, hidden), element);
    uPlot.sync(group).sub(made);
    plot.current = made;
    const resize = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    resize.observe(element);
    return () => {
      resize.disconnect();
      uPlot.sync(group).unsub(made);
      made.destroy();
      plot.current = null;
    };
  }, [structure, group]);

  useEffect(() => {
    const current = plot.current;
    const { from, to } = content.current.span;
    current?.batch(() => {
      current.setData(plotData(plan, hidden), false);
      current.setScale('x', { min: from, max: to });
    });
  }, [plan, hidden, zoom.value, markers]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (plot.current === null || !moveByKey(plot.current, event.key, content.current)) return;
    event.preventDefault();
    spoken.value = readoutText(plan, readout.value);
  };
  return (
    <figure class="chart card">
      <figcaption class="chart-head">
        <h2>
          {plan.title} <span class="unit">{plan.unit}</span>
        </h2>
        <ChartLegend plan={plan} hidden={hidden} onToggle={setHidden} readout={readout} />
        <button
          type="button"
          class="icon-button chart-save"
          title="Save as an image"
          aria-label={`Save the chart "${plan.title}" as an image`}
          onClick={() => plot.current && saveChartImage(plot.current.ctx.canvas, plan.title)}
        >
          <Icon name="download" />
        </button>
      </figcaption>
      {/* biome-ignore lint/a11y/useSemanticElements: no element is a chart */}
      <div
        ref={host}
        class="chart-plot"
        role="group"
        aria-roledescription="chart"
        aria-label={`${chartSummary(plan)} Arrow keys move the cursor, plus and minus zoom, Escape shows everything.`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is read by arrow keys
        tabIndex={0}
        onKeyDown={onKeyDown}
      />
      <span class="unseen" role="status">
        {spoken}
      </span>
    </figure>
  );
}
