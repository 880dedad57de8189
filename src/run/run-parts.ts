/** What a run is made of: classes, options, and what the command or a script adds. */
import type { Target } from '../analysis/targets/target.js';
import type { MasterNode } from '../cluster/master/master-node.js';
import type { Environment } from '../core/environment.js';
import type { Events } from '../core/events/global-events.js';
import type { Options } from '../core/options/options.js';
import type { Reporter } from '../core/reporter.js';
import type { Judge } from '../core/results/judge.js';
import type { RunResult } from '../core/results/run-result.js';
import type { Judgement } from '../core/results/target-result.js';
import type { LoadShape } from '../core/shape.js';
import type { Snapshot } from '../core/snapshot.js';
import type { ConsoleReporter } from '../report/console.js';
import type { FleetFactory } from '../runner/fleet.js';
import type { UserClass } from '../user/classes/check.js';
import type { Log } from '../util/log/log.js';
import type { WebUi, WebUiOptions } from '../web/web-ui.js';
import type { PageFacts } from './run-backend.js';

/** The parts of a run. */
export interface RunParts {
  readonly userClasses: readonly UserClass[];
  readonly options: Options;
  readonly events: Events;
  readonly log: Log;
  /** Determines the number of users at any time, instead of the options. */
  readonly shape?: LoadShape;
  /** Get a snapshot once a second. */
  readonly reporters?: readonly Reporter[];
  /** Writes files of the end of the run, before the verdict, which `environment.unhandledError` affects. */
  readonly writeFinalFiles?: (snapshot: Snapshot, judgement: Judgement) => void;
  /** Prints the tables, if anything does. */
  readonly console?: ConsoleReporter;
  /** Reports the verdict, after the tables. */
  readonly onResult?: (result: RunResult) => void;
  /** Decide on the exit code before failures and exceptions do. */
  readonly judges?: readonly Judge[];
  /** What must be true of the run; those of other scenarios left out. */
  readonly targets?: readonly Target[];
  /** Makes the master of a distributed run, whose users run on workers. */
  readonly createMaster?: (environment: Environment) => MasterNode;
  /** Makes the fleet; by default users run in this process. */
  readonly createFleet?: FleetFactory;
  /** Whether a test starts by itself; otherwise the run waits for {@link Run.startTest}. True by default. */
  readonly autostart?: boolean;
  /** Seconds for which the run continues after a test; null waits for further tests until `runner.quit()`. */
  readonly quitAfterSeconds?: number | null;
  /** The files, for a web page or an HTML report. */
  readonly page?: PageFacts;
  /** How the web page is served; no page without it. */
  readonly web?: WebUiOptions;
  /** Called when the page can be opened. */
  readonly onPage?: (webUi: WebUi, address: string) => void;
  /** The memory that this process uses, bytes; by default that of the V8 heap. */
  readonly readMemoryUsage?: () => number;
}
