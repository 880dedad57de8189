/** The contract between the web API and a run: what the API reads and calls. */
import type { Environment } from '../../core/environment.js';
import type { Flag } from '../../core/options/flags.js';

/** A test to start, or the new load of the running one. Null leaves the current value. */
export interface RequestedTest {
  readonly users: number;
  readonly spawnRate: number;
  /** Seconds; null for no limit. */
  readonly runTimeSeconds: number | null;
  /** Names of the classes of a new test; a running one keeps those that it has. */
  readonly userClasses: readonly string[] | null;
  /** The name of a shape; null for none. */
  readonly shape: string | null;
}

/** A class that can be chosen, as the page's class picker shows it. */
export interface PickableClass {
  readonly name: string;
  readonly host: string | null;
  readonly weight: number;
  readonly fixedCount: number;
  /** Names of its tasks, repeated by weight. */
  readonly tasks: readonly string[];
  /** Names of the tasks it runs now, repeated by weight. */
  readonly selectedTasks: readonly string[];
  /** Whether its users need a host. */
  readonly needsHost: boolean;
  /** Whether the running test, or the next one, has users of it. */
  readonly isChosen: boolean;
}

/** New values of a class's static attributes, by their names in tsloc's or Locust's spelling (`fixed_count`). */
export interface ClassSettings {
  /** Names of the tasks to keep. */
  readonly tasks?: readonly string[];
  readonly [attribute: string]: unknown;
}

/** Ratios of classes and tasks, in Locust's form. */
export interface RatioTree {
  readonly [name: string]: { readonly ratio: number; readonly tasks?: RatioTree };
}

/** A worker of a distributed run. */
export interface WorkerView {
  readonly id: string;
  /** `ready`, `spawning`, `running` or `missing`. */
  readonly state: string;
  readonly userCount: number;
  /** Percent of one core. */
  readonly cpuUsage: number;
  /** Bytes. */
  readonly memoryUsage: number;
}

/** A run with a web page. */
export interface Backend {
  readonly environment: Environment;
  readonly version: string;
  /** Base name of the first user file; null if there is none. */
  readonly locustfile: string | null;
  /** Options that the test declares itself, by their keys in `parsedOptions`. */
  readonly customFlags: ReadonlyMap<string, Flag>;
  /** Whether the page offers to choose classes and shapes. */
  readonly hasClassPicker: boolean;
  /** Every class of the files, those that are not chosen included. */
  pickableClasses(): readonly PickableClass[];
  /** Names of the shapes of the files. */
  readonly shapes: readonly string[];
  /** The shape that the next test follows, or the running one does; null for none. */
  readonly activeShape: { readonly name: string; readonly useCommonOptions: boolean } | null;
  /** Epoch seconds at which the run time ends the test; null if nothing does. */
  readonly endsAt: number | null;
  /** Null where the run is not distributed. */
  readonly workers: readonly WorkerView[] | null;
  /** The path of the full history CSV file; null if it is not written. */
  readonly fullHistoryPath: string | null;
  /** Starts a test or changes the running one. Returns at once. @throws {TslocError} what prevents the start */
  startTest(test: RequestedTest): void;
  /** Resolves when all users have stopped. */
  stopTest(): Promise<void>;
  /** Resets the statistics and the exceptions. */
  resetStats(): void;
  /** Changes all of them or, if it throws, none. @throws {TslocError} `UNKNOWN_USER`, and what the class refuses */
  updateUserClass(name: string, settings: ClassSettings): void;
  /** Ratios among the users that run now, or among `userClassesCount`, users by class. */
  taskRatios(userClassesCount?: Readonly<Record<string, number>>): {
    readonly per_class: RatioTree;
    readonly total: RatioTree;
  };
}
