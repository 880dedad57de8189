/** Reads the scenarios of a file, by name. */
import { badScenario, expected, type Located } from './located.js';
import type { FoundScenario } from './scenario.js';
import { scenarioKind } from './scenario-fields.js';

/** Keys of a file besides its scenarios. */
const fileKeys = ['$schema', 'version', 'scenarios'];
const version = 1;

/**
 * Reads `scenarios: { name: … }`, or a map of names alone.
 * @throws {TslocError} `BAD_SCENARIO`, exit code 2, with the line and column of the first mistake
 */
export function readScenarios(file: Located): Map<string, FoundScenario> {
  if (file.kind !== 'map') throw expected(file, 'the file', 'a map of scenarios by name');
  const wrapped = file.entries.find(({ key }) => key === 'scenarios');
  const scenarios =
    wrapped === undefined ? file.entries.filter(({ key }) => key !== '$schema') : unwrap(file, wrapped.value);
  if (scenarios.length === 0) throw badScenario(file.place, 'Expected at least one scenario, got none.');
  const found = new Map<string, FoundScenario>();
  for (const { key, place, value } of scenarios) {
    if (!/^[\w.-]+$/.test(key))
      throw badScenario(place, `Expected a name of letters, digits, '-', '_' and '.', got '${key}'.`);
    const { kind } = value;
    if (kind !== 'map') throw expected(value, `scenario ${key}`, 'a map such as { users: 10, run_time: 1m }');
    found.set(key, { settings: scenarioKind.read(value, `scenario ${key}`), place });
  }
  return found;
}

function unwrap(
  file: Extract<Located, { kind: 'map' }>,
  scenarios: Located,
): Extract<Located, { kind: 'map' }>['entries'] {
  const other = file.entries.find(({ key }) => !fileKeys.includes(key));
  if (other !== undefined)
    throw badScenario(
      other.place,
      `Expected a key of a scenario file, got '${other.key}'.`,
      `Known names: ${fileKeys.join(', ')}.`,
    );
  const given = file.entries.find(({ key }) => key === 'version');
  if (given !== undefined && !(given.value.kind === 'value' && given.value.value === version))
    throw expected(given.value, 'version', `${version}, the only one there is`);
  if (scenarios.kind !== 'map') throw expected(scenarios, 'scenarios', 'a map of scenarios by name');
  return scenarios.entries;
}
