/** The legend of a chart: names, values at the cursor or the latest, and a click that hides a line. */
import type { ReadonlySignal } from '@preact/signals';
import { toggled } from '../shell/toggled.js';
import { timeText } from '../text/times.js';
import type { ChartPlan } from './chart-plan.js';
import { heatText, type Readout, valueText } from './readout.js';

export interface ChartLegendProps {
  readonly plan: ChartPlan;
  readonly hidden: ReadonlySet<string>;
  readonly onToggle: (hidden: ReadonlySet<string>) => void;
  readonly readout: ReadonlySignal<Readout | null>;
}

export function ChartLegend({ plan, hidden, onToggle, readout }: ChartLegendProps) {
  const there = readout.value;
  const at = there === null ? undefined : plan.at[there.index];
  return (
    <div class="legend">
      {plan.series.map(({ key, label, color }) => (
        <button
          key={key}
          type="button"
          class="legend-item"
          aria-pressed={!hidden.has(key)}
          disabled={plan.heat !== undefined}
          title={label}
          onClick={() => onToggle(toggled(hidden, key))}
        >
          {plan.heat === undefined ? (
            <span class="swatch" style={{ background: `var(${color})` }} />
          ) : (
            <span class="swatch heat-swatch" />
          )}
          <span class="legend-label">{label}</span>
          <span class="legend-value">{heatText(plan, there) || valueText(plan, key, there)}</span>
        </button>
      ))}
      <span class="legend-time">{at === undefined ? '' : timeText(at)}</span>
    </div>
  );
}
