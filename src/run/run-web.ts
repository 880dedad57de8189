/** The web side of a run: its page, its live feed and its HTML report. */
import type { Environment } from '../core/environment.js';
import type { LoadOptions } from '../core/options/parsed-options.js';
import type { Reporter } from '../core/reporter.js';
import type { LoadShape } from '../core/shape.js';
import { LiveFeed } from '../web/feed/live-feed.js';
import { LogLines } from '../web/feed/log-lines.js';
import { HtmlReporter } from '../web/report/html-reporter.js';
import { createReport, percentilesFrom } from '../web/report/report.js';
import { reportFacts } from '../web/routes/result-routes.js';
import { WebUi, type WebUiOptions } from '../web/web-ui.js';
import { type PageFacts, RunBackend, type RunControls } from './run-backend.js';

/** What a run provides. */
export interface RunWebParts {
  readonly page: PageFacts;
  /** null for a report alone. */
  readonly web: WebUiOptions | null;
  /** The shape that the first test follows. */
  readonly shape: LoadShape | null;
  /** `--html`, placeholders included; null for no report. */
  readonly htmlPath: string | null;
  /** Sets what is called with all lines of the log of a worker; null where there are no workers. */
  readonly listenToWorkerLogs: ((listener: (id: string, lines: readonly string[]) => void) => void) | null;
}

/** The parts that a run keeps. */
export interface RunWeb {
  readonly webUi: WebUi | null;
  readonly reporters: readonly Reporter[];
}

/** null where there is neither a page nor a report: then nothing is recorded for charts. */
export function createRunWeb(environment: Environment, parts: RunWebParts, controls: RunControls): RunWeb | null {
  const { page, web, shape, htmlPath } = parts;
  if (web === null && htmlPath === null) return null;
  const log = new LogLines();
  environment.log.onLine = (line) => log.add(line);
  parts.listenToWorkerLogs?.((id, lines) => log.workers.replace(id, lines));
  const backend = new RunBackend(environment, page, shape, controls);
  const webUi = web === null ? null : new WebUi(backend, log, web);
  const feed = webUi?.feed ?? new LiveFeed(backend, log);
  const html =
    htmlPath === null
      ? []
      : [
          new HtmlReporter(
            htmlPath,
            () => usedLoad(environment),
            (snapshot) =>
              createReport(
                reportFacts(backend, feed, snapshot, false),
                feed.freeze(snapshot),
                percentilesFrom(snapshot),
                'light',
              ),
          ),
        ];
  return { webUi, reporters: [feed, ...html] };
}

/** With the defaults that a test has used; without a test, what is set. */
function usedLoad({ runner, loadOptions, parsedOptions }: Environment): LoadOptions {
  return (runner?.peakTargetUserCount ?? null) === null ? loadOptions : parsedOptions;
}
