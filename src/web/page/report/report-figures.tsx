/** The figures of a whole test. */
import { run } from '../feed/run-state.js';
import { Figure } from '../header/figure.js';
import { TargetFigure } from '../header/target-figure.js';
import { countText, percentText, rateText } from '../text/numbers.js';

/** `peakUsers`: null where it is not known. */
export function ReportFigures({ peakUsers }: { readonly peakUsers: number | null }) {
  const { snapshot, points, fractions } = run.value;
  if (snapshot === null) return null;
  const { total, targets = [] } = snapshot;
  const p95 = total.percentiles[fractions.indexOf(0.95)] ?? 0;
  const ratio = total.numRequests === 0 ? 0 : total.numFailures / total.numRequests;
  const line = (column: readonly (number | null)[]) => column.map((value) => value ?? 0);
  return (
    <section class="figures" aria-label="Key figures">
      <Figure label="Requests" value={countText(total.numRequests)} note="in all" color="--accent" trend={[]} />
      <Figure
        label="Requests/s"
        value={rateText(total.totalRps)}
        note="mean of the whole test"
        color="--series-rate"
        trend={line(points.rps)}
      />
      <Figure
        label="Failures"
        value={percentText(ratio)}
        note={total.numFailures === 0 ? 'none' : `${countText(total.numFailures)} in all`}
        color="--series-failures"
        trend={line(points.failPerSec)}
        isBad={total.numFailures > 0}
      />
      <Figure
        label="95th percentile"
        value={countText(p95)}
        unit="ms"
        note={`median ${countText(total.medianResponseTime)} ms`}
        color="--series-middle"
        trend={line(points.percentiles[points.fractions.indexOf(0.95)] ?? [])}
      />
      {peakUsers !== null && (
        <Figure
          label="Users"
          value={countText(peakUsers)}
          note="at most"
          color="--series-users"
          trend={line(points.users)}
        />
      )}
      <TargetFigure targets={targets} />
    </section>
  );
}
