/** Resolves the name of a scenario: merges the settings that it extends, and creates its load. */
import { TslocError } from '../../util/error.js';
import { mostSimilar } from '../../util/text/most-similar.js';
import { parseTarget } from '../targets/parse-target.js';
import { coverFailures } from '../targets/target-reporter.js';
import { createLoad, defaultPacingSeconds } from './create-load.js';
import { badScenario } from './located.js';
import { mergeSpikes } from './merge-spikes.js';
import type { FoundScenario, Scenario, Scenarios } from './scenario.js';
import type { ScenarioSettings } from './settings.js';

/**
 * The scenario of a name.
 * @throws {TslocError} `UNKNOWN_SCENARIO`; `BAD_SCENARIO` where it extends itself, or settings contradict each other
 */
export function resolveScenario(name: string, scenarios: Scenarios): Scenario {
  const { place, settings } = findScenario(name, scenarios);
  return toScenario(name, mergeChain(name, { place, settings }, scenarios, []), place);
}

/** The scenario that settings without `extends` describe. @throws {TslocError} `BAD_SCENARIO` at `place` */
export function toScenario(name: string, settings: ScenarioSettings, place: string): Scenario {
  const { users, spawnRate, rampUp, runTime, stages, spikes, day, ...withoutLoad } = settings;
  const { requestsPerMinute, failureThreshold, extends: _, ...rest } = withoutLoad;
  const isPaced = day !== undefined || requestsPerMinute !== undefined;
  return {
    ...rest,
    ...(isPaced ? { pacing: settings.pacing ?? defaultPacingSeconds } : {}),
    name,
    load: createLoad(settings, (problem) => badScenario(place, `Expected scenario ${name} ${problem}.`)),
    targets: [...(settings.targets ?? []), ...(failureThreshold === undefined ? [] : [errorTarget(failureThreshold)])],
  };
}

/** `error rate <= 5%` for 0.05. */
function errorTarget(threshold: number): string {
  return `error rate <= ${Number((threshold * 100).toFixed(6))}%`;
}

/** @throws {TslocError} `UNKNOWN_SCENARIO`, exit code 2; `place` begins the message */
function findScenario(name: string, scenarios: Scenarios, place = ''): FoundScenario {
  const found = scenarios.get(name);
  if (found !== undefined) return found;
  const names = [...scenarios.keys()];
  const similar = mostSimilar(name, names);
  const hint = similar === null ? `Available: ${names.join(', ')}` : `Did you mean '${similar}'?`;
  const message = `${place}Expected the name of a scenario, got '${name}'.`;
  throw new TslocError('UNKNOWN_SCENARIO', message, { exitCode: 2, hint });
}

function mergeChain(
  name: string,
  { settings, place }: FoundScenario,
  scenarios: Scenarios,
  seen: readonly string[],
): ScenarioSettings {
  const base = settings.extends;
  if (base === undefined) return settings;
  const chain = [...seen, name];
  if (chain.includes(base))
    throw badScenario(place, `Expected a scenario that does not extend itself, got ${[...chain, base].join(' → ')}.`);
  const found = findScenario(base, scenarios, `${place}: `);
  return mergeSettings(mergeChain(base, found, scenarios, chain), settings);
}

/** For each key, the settings of a base that it replaces: another kind of load, a ramp instead of a rate. */
const replaced: { readonly [K in keyof ScenarioSettings]?: readonly (keyof ScenarioSettings)[] } = {
  stages: ['spikes', 'day', 'users', 'runTime', 'requestsPerMinute', 'rampUp', 'spawnRate'],
  day: ['spikes', 'stages', 'users', 'runTime', 'requestsPerMinute', 'rampUp', 'spawnRate'],
  spikes: ['stages', 'day'],
  users: ['requestsPerMinute'],
  requestsPerMinute: ['users'],
  spawnRate: ['rampUp'],
  rampUp: ['spawnRate'],
};

function mergeSettings(base: ScenarioSettings, own: ScenarioSettings): ScenarioSettings {
  const dropped = new Set(Object.keys(own).flatMap((key) => replaced[key as keyof ScenarioSettings] ?? []));
  const kept = Object.entries(base).filter(([key]) => !dropped.has(key as keyof ScenarioSettings));
  return {
    ...Object.fromEntries(kept),
    ...inheritedTargets(base, own),
    ...inheritedStages(base, own),
    ...own,
    ...mergeSpikes(base, own),
  };
}

/** An own failure threshold replaces thresholds on all failures: `success rate >= 99.5%` would contradict 5 %. */
function inheritedTargets({ targets }: ScenarioSettings, { failureThreshold }: ScenarioSettings): ScenarioSettings {
  if (targets === undefined || failureThreshold === undefined) return {};
  return { targets: targets.filter((line) => !coverFailures([parseTarget(line)])) };
}

/** An own ramp or rate replaces those of the stages. */
function inheritedStages(
  { stages }: ScenarioSettings,
  { rampUp, spawnRate, ...own }: ScenarioSettings,
): ScenarioSettings {
  const isReplaced = [own.stages, own.day, own.spikes].some((load) => load !== undefined);
  if (stages === undefined || isReplaced || (rampUp ?? spawnRate) === undefined) return {};
  return { stages: stages.map(({ rampUp: _, ...stage }) => stage) };
}
