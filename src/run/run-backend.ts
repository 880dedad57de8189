/** What the web API reads of a run, and what it controls: classes, shapes and tests. */
import type { ClassChange } from '../cluster/master/class-change.js';
import type { Environment } from '../core/environment.js';
import type { Flag } from '../core/options/flags/flag.js';
import { isActive } from '../core/runner.js';
import type { LoadShape } from '../core/shape.js';
import { HttpBase } from '../protocols/http/http-base.js';
import type { TestPlan } from '../runner/test-control.js';
import { checkUserClasses, type UserClass } from '../user/classes/check.js';
import { ClassEditor } from '../user/classes/class-editor.js';
import { collectTasks } from '../user/tasks/collect-tasks.js';
import type { WeightedTask } from '../user/tasks/task-item.js';
import { taskNames } from '../user/tasks/task-names.js';
import { type RatioTrees, ratioTrees } from '../user/tasks/task-ratios.js';
import { steadyEpochSeconds } from '../util/loop/clock.js';
import { removeUserinfo } from '../util/secrets/secrets.js';
import type { Backend, ClassSettings, PickableClass, RequestedTest, WorkerView } from '../web/contracts/backend.js';

/** What the page gets from the files and the command line. */
export interface PageFacts {
  readonly version: string;
  /** Base name of the first user file; null if there is none. */
  readonly locustfile: string | null;
  /** Every class of the files, those that are not chosen included. */
  readonly userClasses: readonly UserClass[];
  /** Every shape of the files, by name. */
  readonly shapes: ReadonlyMap<string, new () => LoadShape>;
  /** Options that the test declares itself, by their keys in `parsedOptions`. */
  readonly customFlags: ReadonlyMap<string, Flag>;
}

/** What the page reads of a run, and its commands. */
export interface RunControls {
  /** @throws {TslocError} what prevents the start, such as a missing host */
  startTest(plan: Partial<TestPlan>): Promise<void>;
  stopTest(): Promise<void>;
  /** Stops the run because of an error in one of its parts. */
  fail(thrown: unknown): void;
  /** Epoch seconds at which the run time ends the test; null if nothing does. */
  endsAt(): number | null;
  /** The shape that controls the running test; null if none does. */
  followedShape(): LoadShape | null;
  /** Paths of the CSV files. */
  files(): readonly string[];
  /** null where the run is not distributed. */
  workers(): readonly WorkerView[] | null;
  /** Tells the workers of a change of a class. */
  changeClass(change: ClassChange): void;
}

/** One for each run with a page or a report. */
export class RunBackend implements Backend {
  readonly environment: Environment;
  readonly version: string;
  readonly locustfile: string | null;
  readonly customFlags: ReadonlyMap<string, Flag>;
  readonly #facts: PageFacts;
  readonly #controls: RunControls;
  readonly #classes: ClassEditor;
  #shape: LoadShape | null;

  /** `shape`: the one that the next test follows. */
  constructor(environment: Environment, facts: PageFacts, shape: LoadShape | null, controls: RunControls) {
    this.environment = environment;
    this.version = facts.version;
    this.locustfile = facts.locustfile;
    this.customFlags = facts.customFlags;
    this.#facts = facts;
    this.#classes = new ClassEditor(facts.userClasses);
    this.#shape = shape;
    this.#controls = controls;
  }

  get workers(): readonly WorkerView[] | null {
    return this.#controls.workers();
  }

  get hasClassPicker(): boolean {
    return this.environment.parsedOptions.classPicker;
  }

  get shapes(): readonly string[] {
    return [...this.#facts.shapes.keys()];
  }

  get activeShape(): Backend['activeShape'] {
    if (this.#shape === null) return null;
    const { name, useCommonOptions } = this.#shape.constructor as typeof LoadShape;
    return { name, useCommonOptions };
  }

  get endsAt(): number | null {
    return this.#controls.endsAt();
  }

  get fullHistoryPath(): string | null {
    if (!this.environment.parsedOptions.statsHistoryEnabled) return null;
    return this.#controls.files().find((path) => path.endsWith('_stats_history.csv')) ?? null;
  }

  pickableClasses(): readonly PickableClass[] {
    const { userClasses } = this.environment;
    return this.#facts.userClasses.map((userClass) => ({
      ...toPickable(userClass, this.#classes.tasksOf(userClass.name)),
      isChosen: userClasses.includes(userClass),
    }));
  }

  startTest({ users, spawnRate, runTimeSeconds, userClasses, shape }: RequestedTest): void {
    if (shape !== null && shape === this.activeShape?.name && this.#controls.followedShape() === this.#shape) {
      this.environment.log
        .logger('locust.runners')
        .info(`The test with shape ${shape} is running: it is not restarted`);
      return;
    }
    const before = { userClasses: this.environment.userClasses, shape: this.#shape };
    try {
      if (userClasses !== null && !this.#isRunning) this.#chooseClasses(userClasses);
      this.#chooseShape(shape);
      this.#controls
        .startTest({ users, spawnRate, runTimeSeconds: runTimeSeconds ?? this.#remainingSeconds(), shape: this.#shape })
        .catch((thrown) => this.#controls.fail(thrown));
    } catch (refused) {
      this.environment.userClasses = before.userClasses;
      this.#shape = before.shape;
      throw refused;
    }
  }

  stopTest(): Promise<void> {
    return this.#controls.stopTest();
  }

  resetStats(): void {
    this.environment.resetStats();
  }

  updateUserClass(name: string, settings: ClassSettings): void {
    const userClass = this.#facts.userClasses.find((one) => one.name === name);
    const isShownHost = userClass !== undefined && settings.host === shownHostOf(userClass);
    const { host: _, ...others } = settings; // the page does not know the credentials in the host that it shows
    const changes: ClassSettings = isShownHost ? others : settings;
    const { tasks, ...attributes } = changes;
    const before = userClass && selectionOf(userClass);
    this.#classes.update(name, attributes, tasks);
    const isOtherSelection = userClass !== undefined && selectionOf(userClass) !== before;
    this.#controls.changeClass({ userClass: name, attributes, tasks, isOtherSelection });
  }

  taskRatios(userClassesCount?: Readonly<Record<string, number>>): RatioTrees {
    const { runner, userClasses } = this.environment;
    const counts =
      userClassesCount === undefined ? runner?.userClassesCount : new Map(Object.entries(userClassesCount));
    return ratioTrees(userClasses as UserClass[], counts ?? new Map());
  }

  get #isRunning(): boolean {
    return isActive(this.environment.runner?.state);
  }

  /** A new load of a running test keeps its run time: what is left of it. */
  #remainingSeconds(): number | null {
    return this.#isRunning && this.endsAt !== null ? Math.max(0.001, this.endsAt - steadyEpochSeconds()) : null;
  }

  #chooseClasses(names: readonly string[]): void {
    const chosen = this.#facts.userClasses.filter(({ name }) => names.includes(name));
    this.environment.userClasses = checkUserClasses(chosen).userClasses;
  }

  #chooseShape(name: string | null): void {
    if (name === (this.activeShape?.name ?? null)) return;
    const shapeClass = name === null ? undefined : this.#facts.shapes.get(name);
    this.#shape = shapeClass === undefined ? null : new shapeClass();
  }
}

/** Equal for the same tasks. */
function selectionOf(userClass: UserClass): string {
  return JSON.stringify(taskNames(collectTasks(userClass)));
}

function toPickable(userClass: UserClass, tasks: readonly WeightedTask[]): Omit<PickableClass, 'isChosen'> {
  const { name, weight, fixedCount, prototype } = userClass;
  return {
    name,
    host: shownHostOf(userClass),
    weight,
    fixedCount,
    tasks: taskNames(tasks),
    selectedTasks: taskNames(collectTasks(userClass)),
    needsHost: prototype instanceof HttpBase,
  };
}

function shownHostOf({ host }: UserClass): string | null {
  return host && removeUserinfo(host);
}
