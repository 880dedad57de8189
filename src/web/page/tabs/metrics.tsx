/** Custom metrics: a row and a chart over time for each. */
import { useMemo, useState } from 'preact/hooks';
import { Chart } from '../charts/chart.js';
import { metricPlan } from '../charts/metric-plan.js';
import { ZoomBar } from '../charts/zoom-bar.js';
import { metricRows } from '../feed/rows.js';
import { connection, run } from '../feed/run-state.js';
import { metricKey } from '../series/append-metrics.js';
import { filterRows } from '../table/column.js';
import { ColumnPicker } from '../table/column-picker.js';
import { DataTable } from '../table/data-table.js';
import { FilterBox } from '../table/filter-box.js';
import { useColumns } from '../table/use-columns.js';
import { metricColumns } from './metric-columns.js';

/** More charts would slow the page down. */
const maxCharts = 12;

export function Metrics() {
  const [words, setWords] = useState('');
  const { chosen, shown, choose } = useColumns('metric-columns', metricColumns);
  const rows = filterRows(metricRows.value, words, ({ kind, name }) => `${kind} ${name}`);
  return (
    <>
      <div class="card">
        <div class="toolbar">
          <FilterBox what="metrics" words={words} onChange={setWords} />
          <ColumnPicker columns={metricColumns} shown={shown} onChange={choose} />
        </div>
        <DataTable
          label="Custom metrics"
          columns={chosen}
          rows={rows}
          keyOf={metricKey}
          empty={words === '' ? 'No custom metric has been recorded yet.' : 'No metric has these words.'}
        />
      </div>
      <MetricCharts keys={rows.map(metricKey)} />
    </>
  );
}

function MetricCharts({ keys }: { readonly keys: readonly string[] }) {
  const { points, markers } = run.value;
  const plans = useMemo(() => {
    const known = new Map((points.metrics ?? []).map((metric) => [metricKey(metric), metric]));
    const wanted = keys.flatMap((key) => known.get(key) ?? []).slice(0, maxCharts);
    return wanted.map((metric) => [metricKey(metric), metricPlan(metric, points.at)] as const);
  }, [points, keys.join('\n')]);
  if (plans.length === 0) return null;
  return (
    <>
      <div class="toolbar above charts-toolbar">
        {connection.value !== 'frozen' && <ZoomBar />}
        {keys.length > plans.length && (
          <p class="quiet-text">
            Charts of {plans.length} of {keys.length} metrics: the filter chooses others.
          </p>
        )}
      </div>
      <div class="charts">
        {plans.map(([key, plan]) => (
          <Chart key={key} plan={plan} markers={markers} group="test" height={180} />
        ))}
      </div>
    </>
  );
}
