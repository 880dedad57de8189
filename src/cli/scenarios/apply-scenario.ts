/** Applies a scenario to a command. Its settings override configuration files; options and variables override them. */
import { changeLoad, type LoadChanges } from '../../analysis/scenarios/change-load.js';
import { peakOf, type ScenarioLoad } from '../../analysis/scenarios/load.js';
import { mergeTargets } from '../../analysis/scenarios/merge-targets.js';
import type { Scenario } from '../../analysis/scenarios/scenario.js';
import { scenarioShape } from '../../analysis/scenarios/scenario-shape.js';
import { optionTargets } from '../../analysis/targets/option-targets.js';
import { targetsOf } from '../../analysis/targets/read-target.js';
import type { Options } from '../../core/options/options.js';
import { checkTargets } from '../../run/run-targets.js';
import { classesOf, prepareClasses, withPreparedClasses } from '../../run/scenario-classes.js';
import type { UserClass } from '../../user/classes/check.js';
import type { Loaded } from '../loading/load-file.js';
import type { RunRequest } from '../options/command.js';
import { commandLine, optionsFrom, type Setting } from '../options/settings.js';
import { chooseClasses } from '../run/choose-classes.js';

/** A request and files, as if the scenario had been typed. */
export interface AppliedScenario {
  readonly request: RunRequest;
  readonly loaded: Loaded;
  /** Its load, with what options change of it. */
  readonly load: ScenarioLoad;
}

/** Changes the classes of the files. @throws {TslocError} `BAD_SCENARIO`, `UNKNOWN_USER` */
export function applyScenario(scenario: Scenario, request: RunRequest, loaded: Loaded): AppliedScenario {
  const { request: merged, load } = mergeScenario(scenario, request);
  const { tags, excludeTags } = merged.options;
  const classes = prepareClasses({ ...scenario, tags, excludeTags }, chosenClasses(scenario, merged, loaded));
  const byName = new Map<string, UserClass>(classes.map((one) => [one.name, one]));
  const shapes =
    load.kind === 'constant' ? (load.users === null ? loaded.shapes : []) : [scenarioShape(scenario.name, load)];
  const options = { ...merged.options, userClasses: [] };
  return { request: { ...merged, options }, loaded: { ...loaded, userClasses: byName, shapes }, load };
}

/**
 * Checks what {@link applyScenario} would find, and the names in targets, without changing anything.
 * @throws {TslocError} `BAD_SCENARIO`, `UNKNOWN_USER`, `BAD_TARGET`
 */
export async function checkScenario(scenario: Scenario, request: RunRequest, loaded: Loaded): Promise<void> {
  const { options } = mergeScenario(scenario, request).request;
  const { tags, excludeTags } = options;
  const classes = chosenClasses(scenario, { options }, loaded);
  const targets = targetsOf(scenario.name, [...loaded.targets, ...optionTargets(options)]);
  await withPreparedClasses({ ...scenario, tags, excludeTags }, classes, async (prepared) =>
    checkTargets(targets, prepared),
  );
}

/** Names of the command line replace those of the scenario. */
function chosenClasses(scenario: Scenario, { options }: Pick<RunRequest, 'options'>, loaded: Loaded): UserClass[] {
  const isOwn = options.userClasses === scenario.userClasses;
  return isOwn
    ? classesOf(scenario, [...loaded.userClasses.values()])
    : chooseClasses(loaded.userClasses, options.userClasses);
}

/** The request with the options of the scenario. */
export function mergeScenario(scenario: Scenario, request: RunRequest): { request: RunRequest; load: ScenarioLoad } {
  const firstOwn = request.settings.findIndex(({ source }) => source === commandLine || isVariable(source));
  const end = firstOwn < 0 ? request.settings.length : firstOwn;
  const [files, own] = [request.settings.slice(0, end), request.settings.slice(end)];
  const source = `scenario ${scenario.name}`;
  const ofScenario = settingsOf(scenario).map(([key, value]) => ({ key, value, source }));
  const defaults = request.rows.flatMap(([key, flag]) =>
    flag.isCustom === true ? [{ key, value: flag.default, source: 'default' }] : [],
  );
  const settings = [...files, ...ofScenario, ...own];
  const options = optionsFrom([...defaults, ...settings]);
  const load = changeLoad(scenario.load, changesOf(own, options.timeScale));
  const { proxyVariables } = request.options; // no setting: the environment has them
  const final = {
    ...options,
    ...(proxyVariables === undefined ? {} : { proxyVariables }),
    ...loadOptions(load),
    scenario: scenario.name,
    targets: mergeTargets(scenario.name, scenario.targets, options),
    workload: scenario.workload ?? {},
    headless: isHeadless(options),
  };
  return { request: { ...request, settings, options: final }, load };
}

function settingsOf(scenario: Scenario): [keyof Options, unknown][] {
  const { host, stopTimeout, tags, excludeTags, userClasses, expectedStatuses } = scenario;
  const given: [keyof Options, unknown][] = [
    ['host', host],
    ['stopTimeout', stopTimeout],
    ['tags', tags],
    ['excludeTags', excludeTags],
    ['userClasses', userClasses],
    ['expectedStatuses', expectedStatuses?.map(String)],
    ['headless', true],
  ];
  return given.filter(([, value]) => value !== undefined);
}

function changesOf(own: readonly Setting[], timeScale: number): LoadChanges {
  const last = (key: string) => own.findLast((setting) => setting.key === key)?.value as number | undefined;
  const [users, spawnRate, runTime] = ['numUsers', 'spawnRate', 'runTime'].map(last);
  return {
    timeScale,
    ...(users === undefined ? {} : { users }),
    ...(spawnRate === undefined ? {} : { spawnRate }),
    ...(runTime ? { runTime } : {}),
  };
}

/** Of a load that changes, the peak: its shape determines the rest. What a constant load leaves open, the options decide. */
function loadOptions(load: ScenarioLoad): Partial<Options> {
  if (load.kind !== 'constant') return { numUsers: peakOf(load), spawnRate: null, runTime: null };
  const { users, spawnRate, runTime } = load;
  return {
    ...(users === null ? {} : { numUsers: users }),
    ...(spawnRate === null ? {} : { spawnRate }),
    ...(runTime === null ? {} : { runTime }),
  };
}

function isHeadless({ headless, headful }: Options): boolean {
  return headless && !headful;
}

/** `LOCUST_USERS`: the source of a setting from the environment. */
function isVariable(source: string): boolean {
  return /^[A-Z][A-Z0-9_]*$/.test(source);
}
