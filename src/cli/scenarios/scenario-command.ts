/** From a command with `--scenario` to a run, or to several. */
import type { Scenario } from '../../analysis/scenarios/scenario.js';
import { optionTargets } from '../../analysis/targets/option-targets.js';
import { parseTarget } from '../../analysis/targets/parse-target.js';
import { flags } from '../../core/options/flags.js';
import { badOption } from '../../core/options/options.js';
import type { Loaded } from '../loading/load-file.js';
import type { RunRequest } from '../options/command.js';
import { applyScenario, checkScenario, mergeScenario } from './apply-scenario.js';
import { checkTargetScenarios, scenariosOf } from './scenario-requests.js';

/** One run, or the names of several scenarios. */
export type ScenarioPlan =
  | { readonly kind: 'one'; readonly request: RunRequest; readonly loaded: Loaded }
  | { readonly kind: 'several'; readonly names: readonly string[] };

/** Resolves every scenario before the first one runs. @throws {TslocError} `UNKNOWN_SCENARIO`, `BAD_SCENARIO`, `BAD_OPTION` */
export async function planScenarios(request: RunRequest, loaded: Loaded, folder: string): Promise<ScenarioPlan> {
  const scenarios = await scenariosOf(request.options, folder);
  const lines = scenarios.flatMap(({ targets }) => targets.map(parseTarget));
  const targets = [...loaded.targets, ...optionTargets(request.options), ...lines];
  await checkTargetScenarios(targets, request.options, folder);
  const [first, ...others] = scenarios;
  if (first === undefined) return { kind: 'one', request, loaded };
  if (others.length === 0) return { kind: 'one', ...applyScenario(first, request, loaded) };
  const endless = scenarios.find((one) => isEndless(one, request));
  if (endless !== undefined)
    throw badOption(
      flags.scenario,
      `expected scenarios with a run time, got ${endless.name}, which never ends; add --run-time`,
    );
  for (const one of scenarios) await checkScenario(one, request, loaded);
  return { kind: 'several', names: scenarios.map(({ name }) => name) };
}

/** The same for `tsloc demo`, which runs one scenario at most. @throws {TslocError} as {@link planScenarios} */
export async function planDemo(
  request: RunRequest,
  loaded: Loaded,
  folder: string,
): Promise<Pick<Extract<ScenarioPlan, { kind: 'one' }>, 'request' | 'loaded'>> {
  const plan = await planScenarios(request, loaded, folder);
  if (plan.kind === 'one') return plan;
  throw badOption(flags.scenario, `expected one scenario with demo, got ${plan.names.join(', ')}`);
}

/** True if neither the scenario nor the options limit the run time. */
function isEndless(scenario: Scenario, given: RunRequest): boolean {
  const { load, request } = mergeScenario(scenario, given);
  return load.kind === 'constant' && !request.options.runTime;
}
