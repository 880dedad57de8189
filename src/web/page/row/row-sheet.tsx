/** The details of a row: its figures, its charts, the spread of its latencies, its failures. */
import { useComputed } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { RowHistory } from '../../contracts/feed.js';
import { Chart } from '../charts/chart.js';
import { chosenPercentiles } from '../charts/chosen-percentiles.js';
import { errorPlan } from '../charts/error-plan.js';
import { heatPlan } from '../charts/heat-plan.js';
import { percentilePlan, ratePlan } from '../charts/plans.js';
import { run } from '../feed/run-state.js';
import { rowIdOf } from '../series/row-trends.js';
import { Dialog } from '../shell/dialog.js';
import { goTo } from '../shell/route.js';
import { LatencyHistogram } from './latency-histogram.js';
import { RowFailures } from './row-failures.js';
import { RowFigures } from './row-figures.js';
import { useRowHistory } from './use-row-history.js';

export function RowSheet({ id }: { readonly id: string }) {
  const row = useComputed(() => run.value.entries.get(id)).value;
  const history = useRowHistory(id);
  const { method, name } = rowIdOf(id);
  return (
    <Dialog
      kind="sheet"
      onClose={() => goTo({ row: null })}
      title={
        <>
          {method !== '' && <span class="method">{method}</span>} {name}
        </>
      }
    >
      {row === undefined ? (
        <p class="quiet-text">There is no such row in this test.</p>
      ) : (
        <RowFigures row={row} fractions={run.value.fractions} />
      )}
      {row !== undefined && history !== null && <RowCharts history={history} />}
      <RowFailures id={id} />
    </Dialog>
  );
}

function RowCharts({ history }: { readonly history: RowHistory }) {
  const { points, latency } = history;
  const { markers } = run.value;
  const chosen = chosenPercentiles.value;
  const plans = useMemo(() => {
    const lines = [ratePlan(points), percentilePlan(points, chosen), heatPlan(points)];
    return points.errorKinds.length > 0 ? [...lines, errorPlan(points)] : lines;
  }, [points, chosen]);
  return (
    <>
      {points.at.length > 0 &&
        plans.map((plan) => <Chart key={plan.title} plan={plan} markers={markers} group="row" height={180} />)}
      <LatencyHistogram counts={latency} bounds={points.latencyBounds} />
    </>
  );
}
