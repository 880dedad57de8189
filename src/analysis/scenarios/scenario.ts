/** A named plan, complete: load, who runs, what is expected. */
import type { ScenarioLoad } from './load.js';
import type { ScenarioSettings } from './settings.js';

/** The settings that became the load, or a target. */
type Resolved =
  | ('extends' | 'users' | 'spawnRate' | 'rampUp' | 'runTime' | 'stages' | 'spikes' | 'day')
  | ('requestsPerMinute' | 'failureThreshold' | 'targets');

/** What is run under a name. */
export interface Scenario extends Omit<ScenarioSettings, Resolved> {
  readonly name: string;
  readonly load: ScenarioLoad;
  /** In the grammar of targets; that of a failure threshold among them. */
  readonly targets: readonly string[];
}

/** Settings, and where they were found. */
export interface FoundScenario {
  readonly settings: ScenarioSettings;
  /** For errors: `tsloc.scenarios.yaml:3:5`, or `built in`. */
  readonly place: string;
}

/** Scenarios by name. */
export type Scenarios = ReadonlyMap<string, FoundScenario>;
