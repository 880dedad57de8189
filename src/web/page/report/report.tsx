/** The page of a report: all sections, one after another, without a server and without controls. */

import { run } from '../feed/run-state.js';
import { Brand } from '../header/brand.js';
import { ThemeToggle } from '../header/theme-toggle.js';
import { pageArguments } from '../page-arguments.js';
import { RowSheet } from '../row/row-sheet.js';
import { Icon } from '../shell/icon.js';
import { place } from '../shell/route.js';
import { theme } from '../shell/theme.js';
import { Charts } from '../tabs/charts.js';
import { Exceptions } from '../tabs/exceptions.js';
import { Failures } from '../tabs/failures.js';
import { Metrics } from '../tabs/metrics.js';
import { RatioCards } from '../tabs/ratio.js';
import { Statistics } from '../tabs/statistics.js';
import { Targets } from '../tabs/targets.js';
import { PercentileTable } from './percentile-table.js';
import { ReportFacts } from './report-facts.js';
import { ReportFigures } from './report-figures.js';

export function Report({ peakUsers }: { readonly peakUsers: number | null }) {
  const { failures, exceptions, metrics, points, snapshot } = run.value;
  const { tasks } = pageArguments.value;
  const { row } = place.value;
  return (
    <>
      <header class="top-bar report-bar">
        <Brand />
        <div class="bar-actions">
          {pageArguments.value.show_download_link === true && location.protocol !== 'file:' && (
            <a class="button quiet" href={`?download=1&theme=${theme.value}`}>
              <Icon name="download" />
              Download
            </a>
          )}
          <ThemeToggle />
        </div>
      </header>
      <main id="main" class="content report">
        <ReportFacts args={pageArguments.value} />
        <ReportFigures peakUsers={peakUsers} />
        {(snapshot?.targets ?? []).length > 0 && (
          <>
            <h2>Targets</h2>
            <Targets />
          </>
        )}
        <h2>Request statistics</h2>
        <Statistics />
        <h2>Response times</h2>
        <PercentileTable />
        {failures.size > 0 && (
          <>
            <h2>Failures</h2>
            <Failures />
          </>
        )}
        {exceptions.size > 0 && (
          <>
            <h2>Exceptions</h2>
            <Exceptions />
          </>
        )}
        {points.at.length > 0 && (
          <>
            <h2>Charts</h2>
            <Charts />
          </>
        )}
        {metrics.size > 0 && (
          <>
            <h2>Custom metrics</h2>
            <Metrics />
          </>
        )}
        {typeof tasks === 'object' && Object.keys(tasks.total).length > 0 && (
          <>
            <h2>Final ratio</h2>
            <RatioCards ratios={tasks} />
          </>
        )}
      </main>
      {row !== null && <RowSheet key={row} id={row} />}
    </>
  );
}
