/** The scenarios that a command names. */
import { resolveScenario } from '../../analysis/scenarios/resolve-scenario.js';
import type { Scenario } from '../../analysis/scenarios/scenario.js';
import type { Target } from '../../analysis/targets/target.js';
import { flags } from '../../core/options/flags.js';
import type { Options } from '../../core/options/options.js';
import { badOption } from '../../core/options/options.js';
import { importScript } from '../loading/load-file.js';
import { findScenarios } from './scenario-files.js';

/**
 * The scenarios that `--scenario` names, in order; none without it.
 * @throws {TslocError} `UNKNOWN_SCENARIO`, `BAD_SCENARIO`, `BAD_OPTION`; exit code 2
 */
export async function scenariosOf({ scenario, scenarioFile }: Options, folder: string): Promise<Scenario[]> {
  if (scenario === null) return [];
  const names = scenario
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw badOption(flags.scenario, `expected the name of a scenario, got '${scenario}'`);
  const scenarios = await findScenarios(folder, scenarioFile, importScript);
  return names.map((name) => resolveScenario(name, scenarios));
}

/**
 * A target of a scenario that does not exist would never be judged.
 * @throws {TslocError} `UNKNOWN_SCENARIO`, and `BAD_SCENARIO` for the file; exit code 2
 */
export async function checkTargetScenarios(
  targets: readonly Target[],
  { scenarioFile }: Options,
  folder: string,
): Promise<void> {
  const names = targets.flatMap(({ scenario }) => (scenario === null ? [] : [scenario]));
  if (names.length === 0) return;
  const scenarios = await findScenarios(folder, scenarioFile, importScript);
  for (const name of names) resolveScenario(name, scenarios);
}
