/** The key figures, each with a sparkline of its last minutes: as of now, or of the whole test once it has stopped. */
import type { EntryRow } from '../../contracts/feed.js';
import { isActive, run, state } from '../feed/run-state.js';
import { countText, percentText, rateText } from '../text/numbers.js';
import { Figure } from './figure.js';
import { TargetFigure } from './target-figure.js';

/** The number of points of a sparkline. */
const trendLength = 120;

export function Figures() {
  const { fractions, snapshot, points } = run.value;
  if (snapshot === null) return null;
  const { total, userCount, targetUserCount, workers, targets = [] } = snapshot;
  const tail = (column: readonly (number | null)[]) => column.slice(-trendLength).map((value) => value ?? 0);
  const at95 = points.fractions.indexOf(0.95);
  const column95 = points.percentiles[at95] ?? [];
  const isOver = state.value === 'stopped';
  const p95 = (isOver ? total.percentiles[fractions.indexOf(0.95)] : column95.at(-1)) ?? null;
  const ratio = total.numRequests === 0 ? 0 : total.numFailures / total.numRequests;
  const users = userCount === targetUserCount || !isActive.value ? 'running' : `of ${countText(targetUserCount)}`;
  return (
    <section class="figures" aria-label="Key figures">
      <Figure
        label="Users"
        value={countText(userCount)}
        note={users}
        color="--series-users"
        trend={tail(points.users)}
      />
      <Figure
        label="Requests/s"
        value={rateText(isOver ? total.totalRps : total.currentRps)}
        note={`${isOver ? 'mean; ' : ''}${countText(total.numRequests)} in all`}
        color="--series-rate"
        trend={tail(points.rps)}
      />
      <Figure
        label="Failures"
        value={percentText(ratio)}
        note={failureNote(total, isOver)}
        color="--series-failures"
        trend={tail(points.failPerSec)}
        isBad={total.numFailures > 0}
      />
      <Figure
        label="95th percentile"
        value={p95 === null ? '–' : countText(p95)}
        unit="ms"
        note={`median ${countText(total.medianResponseTime)} ms`}
        color="--series-middle"
        trend={tail(column95)}
      />
      {workers !== null && (
        <Figure
          label="Workers"
          value={countText(workers.filter(({ state }) => state !== 'missing').length)}
          note={workerNote(workers.filter(({ state }) => state === 'missing').length)}
          color="--info"
          trend={[]}
        />
      )}
      <TargetFigure targets={targets} />
    </section>
  );
}

function failureNote({ numFailures, currentFailPerSec, totalFailPerSec }: EntryRow, isOver: boolean): string {
  if (numFailures === 0) return 'none';
  return `${rateText(isOver ? totalFailPerSec : currentFailPerSec)}/s, ${countText(numFailures)} in all`;
}

function workerNote(missing: number): string {
  return missing === 0 ? 'connected' : `${missing} missing`;
}
