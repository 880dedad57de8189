/** The charts of the whole test, on one axis of time. */
import { useMemo } from 'preact/hooks';
import type { TotalPoints } from '../../contracts/feed.js';
import { Chart } from '../charts/chart.js';
import type { ChartPlan } from '../charts/chart-plan.js';
import { choosePercentiles, chosenPercentiles } from '../charts/chosen-percentiles.js';
import { errorPlan } from '../charts/error-plan.js';
import { heatPlan } from '../charts/heat-plan.js';
import { PercentilePicker } from '../charts/percentile-picker.js';
import { percentilePlan, ratePlan, userPlan } from '../charts/plans.js';
import { ZoomBar } from '../charts/zoom-bar.js';
import { connection, run } from '../feed/run-state.js';
import { EventList } from './event-list.js';

export function Charts() {
  const { points, markers } = run.value;
  const chosen = chosenPercentiles.value;
  const isFrozen = connection.value === 'frozen';
  const hasErrors = points.errorKinds.length > 0;
  const plans = useMemo(() => chartPlans(points, chosen, isFrozen), [points, chosen, isFrozen]);
  return (
    <>
      <div class="toolbar above">
        <ZoomBar />
        <PercentilePicker fractions={points.fractions} chosen={chosen} onChange={choosePercentiles} />
      </div>
      {points.at.length === 0 && <p class="card padded quiet-text">Charts begin with the first second of a test.</p>}
      {points.at.length > 0 && (
        <div class="charts">
          {plans.map((plan) => (
            <Chart key={plan.title} plan={plan} markers={markers} group="test" />
          ))}
          {!hasErrors && !isFrozen && (
            <section class="card chart no-data">
              <h2>Errors by kind</h2>
              <p class="quiet-text">No request has failed.</p>
            </section>
          )}
        </div>
      )}
      {markers.length > 0 && <EventList markers={markers} />}
    </>
  );
}

/** Without those that would be empty: a report of CSV files has no latency classes. */
function chartPlans(points: TotalPoints, chosen: readonly number[], isFrozen: boolean): ChartPlan[] {
  const hasLatency = points.latencyBounds.length > 0;
  return [
    ratePlan(points),
    percentilePlan(points, chosen),
    ...(hasLatency || !isFrozen ? [heatPlan(points)] : []),
    userPlan(points),
    ...(points.errorKinds.length > 0 ? [errorPlan(points)] : []),
  ];
}
