/** Load tests as a library: scenarios, workloads, results, reports. */
import { locate } from '../analysis/scenarios/located.js';
import { loadPatterns, patternSettings, type ScenarioOptions } from '../analysis/scenarios/pattern.js';
import { toScenario } from '../analysis/scenarios/resolve-scenario.js';
import type { Scenario } from '../analysis/scenarios/scenario.js';
import { scenarioKind } from '../analysis/scenarios/scenario-fields.js';
import { scenarioShape } from '../analysis/scenarios/scenario-shape.js';
import { workloadKind } from '../analysis/scenarios/workload-kind.js';
import { badScriptOption } from '../core/options/script-options.js';
import type { Reporter } from '../core/reporter.js';
import type { Workload } from '../core/workload.js';
import { run } from '../run/run-in-script.js';
import type { RunOptions } from '../run/run-options.js';
import { classesOf, withPreparedClasses } from '../run/scenario-classes.js';
import { describeValue } from '../util/rules.js';
import { writeLoadTestReport } from './load-test-report.js';
import { LoadTestRecorder, type LoadTestResults } from './load-test-results.js';

/** What all scenarios of a load test share. */
export interface LoadTestOptions
  extends Pick<RunOptions, 'userClasses' | 'host' | 'seed' | 'loglevel' | 'log' | 'signal' | 'watchdog' | 'onBlocked'> {
  readonly reporters?: readonly Reporter[];
}

/** A plan, which may be changed until it runs. */
export class LoadTestScenario {
  readonly name: string;
  #scenario: Scenario;

  /** @throws {TslocError} `BAD_SCENARIO`, `BAD_OPTION` */
  constructor(options: ScenarioOptions) {
    const { name, pattern, ...given } = options;
    if (typeof name !== 'string' || name === '') throw badScriptOption('name of a scenario to be a text', name);
    if (pattern !== undefined && !loadPatterns.includes(pattern))
      throw badScriptOption(`pattern of scenario ${name} to be one of ${loadPatterns.join(', ')}`, pattern);
    this.name = name;
    const settings = scenarioKind.read(locate(given, '', `scenario ${name}`), `scenario ${name}`);
    if (settings.extends !== undefined)
      throw badScriptOption(`scenario ${name} not to extend another, as those of files do`, settings.extends);
    if (pattern !== undefined && pattern !== 'steady' && settings.runTime === undefined)
      throw badScriptOption(`duration of scenario ${name} to be a time, since its pattern is ${pattern}`, undefined);
    this.#scenario = toScenario(name, patternSettings(pattern ?? 'steady', settings), `scenario ${name}`);
  }

  /**
   * What users read as `this.workload`, besides what was configured before; the bundled AudioUser obeys it. Returns the
   * scenario itself. @throws {TslocError} `BAD_SCENARIO` with the path of a value that cannot be used
   */
  configureWorkload(workload: Workload): this {
    const read = (value: unknown) =>
      workloadKind.read(locate(value, '', `workload of scenario ${this.name}`), 'workload');
    this.#scenario = { ...this.#scenario, workload: read({ ...this.#scenario.workload, ...read(workload) }) };
    return this;
  }

  /** The plan as data. */
  get plan(): Scenario {
    return this.#scenario;
  }
}

/** Runs scenarios against one host with some user classes. */
export class LoadTest {
  readonly #options: LoadTestOptions;

  constructor(options: LoadTestOptions) {
    this.#options = options;
  }

  /** @throws {TslocError} `BAD_SCENARIO` for what cannot be run, with the path of the value */
  createScenario(options: ScenarioOptions): LoadTestScenario {
    return new LoadTestScenario(options);
  }

  /** Runs it to its end. @throws {TslocError} `BAD_SCENARIO`, and whatever prevents the start */
  async runLoadTest(scenario: LoadTestScenario): Promise<LoadTestResults> {
    if (!(scenario instanceof LoadTestScenario))
      throw badScriptOption('a scenario of createScenario()', describeValue(scenario));
    const { plan } = scenario;
    const { userClasses, reporters = [], host, ...rest } = this.#options;
    const recorder = new LoadTestRecorder();
    const target = host ?? plan.host;
    const result = await withPreparedClasses(plan, classesOf(plan, userClasses), (prepared) =>
      run({
        ...rest,
        ...optionsOf(plan),
        ...(target === undefined ? {} : { host: target }),
        userClasses: prepared,
        reporters: [recorder, ...reporters],
      }),
    );
    return recorder.results(plan.name, result);
  }

  /** More and more users, up to `users`, in four steps. */
  runStressTest(options: Omit<ScenarioOptions, 'name' | 'pattern'>): Promise<LoadTestResults> {
    return this.runLoadTest(this.createScenario({ ...options, name: 'stress test', pattern: 'stress' }));
  }

  /** Writes a report: HTML, JSON or Markdown, by the end of the path. @throws {TslocError} `REPORT_NOT_WRITABLE` */
  generateReport({ results, outputPath }: { readonly results: LoadTestResults; readonly outputPath: string }): void {
    writeLoadTestReport(results, outputPath);
  }
}

function optionsOf({
  load,
  tags,
  excludeTags,
  stopTimeout,
  expectedStatuses,
  workload,
  name,
  targets,
}: Scenario): Partial<RunOptions> {
  const constant = load.kind === 'constant' ? load : null;
  return {
    targets,
    ...(constant === null ? { shape: new (scenarioShape(name, load))() } : {}),
    ...(constant?.users == null ? {} : { users: constant.users }),
    ...(constant?.spawnRate == null ? {} : { spawnRate: constant.spawnRate }),
    ...(constant?.runTime == null ? {} : { runTimeSeconds: constant.runTime }),
    ...(tags === undefined ? {} : { tags }),
    ...(excludeTags === undefined ? {} : { excludeTags }),
    ...(stopTimeout === undefined ? {} : { stopTimeoutSeconds: stopTimeout }),
    ...(expectedStatuses === undefined ? {} : { expectedStatuses: expectedStatuses.map(String) }),
    ...(workload === undefined ? {} : { workload }),
  };
}
