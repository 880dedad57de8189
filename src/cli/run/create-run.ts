/** Makes the run of a command with its outputs: tables or live view, JSON, request log, trace. */
import type { Target } from '../../analysis/targets/target.js';
import { coverExceptions, coverFailures } from '../../analysis/targets/target-reporter.js';
import type { Environment } from '../../core/environment.js';
import { events } from '../../core/events/global-events.js';
import type { Options } from '../../core/options/options.js';
import type { Reporter } from '../../core/reporter.js';
import { ConsoleReporter } from '../../report/console.js';
import { jsonResults } from '../../report/json/json-results.js';
import { SecondCounter } from '../../report/json/second-counts.js';
import { traceRequests } from '../../report/trace.js';
import { Run } from '../../run/run.js';
import type { PageFacts } from '../../run/run-backend.js';
import type { RunParts } from '../../run/run-parts.js';
import type { StatsDelta } from '../../stats/delta.js';
import type { UserClass } from '../../user/classes/check.js';
import type { Log } from '../../util/log/log.js';
import { LiveReporter } from '../live-view/live-reporter.js';
import { showsLiveView } from '../live-view/shows-live-view.js';
import type { ShapeClass } from '../loading/exports.js';
import type { Variables } from '../options/environment-variables.js';
import { createRequestLogs } from '../request-log/create-request-logs.js';
import type { Terminal, TerminalStream } from '../terminal/terminal.js';
import { writeOut } from '../terminal/write-out.js';
import { createTraceWriter } from './create-log.js';
import { createFinalReports } from './final-reports.js';
import { createJsonOutput } from './json-output.js';
import { pageParts } from './page-parts.js';

/** The dependencies of a run command. */
export interface RunContext {
  readonly options: Options;
  readonly env: Variables;
  readonly log: Log;
  readonly terminal: Terminal;
  /** Where tables go; nowhere with `--skip-log-setup`. */
  readonly writeTable: (line: string) => void;
  readonly page: PageFacts;
  /** Makes the master, if users run on workers. */
  readonly createMaster?: RunParts['createMaster'];
}

/** What a run is made of, chosen from the files. */
export interface ChosenParts {
  readonly userClasses: readonly UserClass[];
  readonly shape: ShapeClass | null;
  readonly targets: readonly Target[];
}

/** @throws {TslocError} what is wrong with the classes, or an output file that cannot be written */
export function createRun({ userClasses, shape, targets }: ChosenParts, context: RunContext): Run {
  const { options, log, terminal, writeTable, createMaster } = context;
  const page = pageParts(options, context.page, log);
  const isLive = page.web === undefined && showsLiveView(terminal.isTerminal, options, context.env);
  const isPeriodic = !options.onlySummary && !isLive && (page.web === undefined || options.printStats);
  const console = { write: writeTable, columns: terminal.columns, periodic: isPeriodic };
  const reportFailure = (message: string) => {
    run.environment.unhandledError = true;
    log.logger('locust.main').error(message);
  };
  const json = jsonOutput(context, () => run, reportFailure);
  const reports = createFinalReports({
    options,
    env: context.env,
    file: context.page.locustfile ?? 'tsloc',
    scenario: options.scenario || null,
    failuresFail: !coverFailures(targets) && options.exitCodeOnError !== 0,
    exceptionsFail: !coverExceptions(targets) && options.exitCodeOnError !== 0,
    write: terminal.write,
    onError: reportFailure,
  });
  const run: Run = new Run({
    userClasses,
    targets,
    ...(shape === null ? {} : { shape: new shape() }),
    options,
    events,
    log,
    readMemoryUsage: () => process.memoryUsage.rss(),
    console: new ConsoleReporter(console),
    writeFinalFiles(snapshot, judgement) {
      json.write();
      reports.writeFiles(snapshot, judgement);
    },
    onResult: reports.reportToGithub,
    reporters: [
      ...(isLive ? [createLiveReporter(context, shape !== null, () => run.environment)] : []),
      ...createRequestLogs(options, () => run.environment.runner?.userCount ?? 0),
    ],
    ...(createMaster === undefined ? {} : { createMaster }),
    ...page,
  });
  run.environment.stats.onAbsorbed = json.add;
  const trace = traceRequests(options, createTraceWriter(options, terminal.write));
  if (trace !== null) events.request.addListener(trace);
  log.logger('locust.main').debug(`Random seed: ${run.environment.seed}`);
  return run;
}

function createLiveReporter(
  { options, terminal }: RunContext,
  hasShape: boolean,
  environment: () => Environment,
): Reporter {
  const { iterations } = options;
  const hasKeys = !hasShape && process.stdin.isTTY === true;
  const readSettings = () => {
    const { runTime, spawnRate } = environment().parsedOptions;
    return { iterations, hasKeys, ...(hasShape ? { runTime: null, spawnRate: null } : { runTime, spawnRate }) };
  };
  terminal.share([process.stdout, process.stderr] as TerminalStream[]);
  const reporter = new LiveReporter(terminal, readSettings, () => environment().targetResults);
  process.stderr.on('resize', () => reporter.redraw());
  return reporter;
}

/** The JSON of a run. */
interface JsonOutput {
  readonly write: () => void;
  /** Counts what workers have measured; null where nothing is counted. */
  readonly add: ((delta: StatsDelta) => void) | null;
}

/** Counting by the second costs time and memory: it is done only where JSON is wanted. */
function jsonOutput({ options }: RunContext, run: () => Run, onError: (message: string) => void): JsonOutput {
  const file = options.jsonFile || null; // '' is none, as in Locust
  if (!options.json && file === null) return { write: () => {}, add: null };
  const seconds = new SecondCounter(() => run().environment.stats);
  const output = createJsonOutput({ print: options.json ? writeOut : null, file, onError });
  events.request.addListener(seconds.record);
  return {
    write() {
      const { stats, requestsInFlight } = run().environment;
      output(jsonResults(stats.entries, stats.total, seconds, requestsInFlight.count));
    },
    add: seconds.add,
  };
}
