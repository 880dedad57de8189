import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { resolveScenario } from '../../../src/analysis/scenarios/resolve-scenario.js';
import { findScenarios } from '../../../src/cli/scenarios/scenario-files.js';
import { temporaryFolder } from '../../helpers/files/temporary-folder.js';

const importScript = (url: string) => import(/* @vite-ignore */ url) as Promise<{ default?: unknown }>;

function read(files: Record<string, string>, given: string | null = null) {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return findScenarios(folder, given, importScript);
}

const file = (yaml: string) => ({ 'tsloc.scenarios.yaml': yaml });
const wrong = (yaml: string) => read(file(yaml)).catch((thrown: unknown) => thrown);

describe('findScenarios', () => {
  it('has the built-in ones without a file', async () => {
    expect([...(await read({})).keys()]).toContain('smoke');
  });

  it('reads common names of settings and those of tsloc, in either spelling', async () => {
    const scenarios = await read(
      file(`
version: 1
scenarios:
  checkout:
    extends: load
    concurrent_users: 50
    ramp_up_minutes: 2
    duration_minutes: 0.5
    request_mix: { AudioUser: 60%, ApiUser: 0.4 }
    failure_threshold: 5%
    expectedStatuses: 429
    tags: [a, b]
    stopTimeout: 10s
    workload: { pages: 3 }
  bursts:
    users: 10
    runTime: 5m
    spike_multiplier: 5
`),
    );
    expect(resolveScenario('checkout', scenarios)).toEqual({
      ...{ name: 'checkout', description: 'The usual load', tags: ['a', 'b'], stopTimeout: 10, workload: { pages: 3 } },
      load: { kind: 'constant', users: 50, spawnRate: 50 / 120, runTime: 30, ramp: { seconds: 120, leastRate: 0 } },
      requestMix: { AudioUser: 0.6, ApiUser: 0.4 },
      expectedStatuses: [429],
      targets: ['p95 < 500ms', 'error rate <= 5%'],
    });
    expect(resolveScenario('bursts', scenarios).load).toMatchObject({ kind: 'spikes', spikeUsers: 50 });
  });

  it('reads a map of scenarios alone, with anchors and merge keys', async () => {
    const scenarios = await read(file('a: &a\n  users: 5\n  run_time: 1m\nb:\n  <<: *a\n  users: 7\n'));
    expect(resolveScenario('b', scenarios).load).toMatchObject({ users: 7, runTime: 60 });
  });

  it('reads JSON and scripts', async () => {
    const json = await read({ 'tsloc.scenarios.json': '{"scenarios": {"a": {"users": 3}}}' });
    expect(resolveScenario('a', json).load).toMatchObject({ users: 3 });
    const script = await read({ 'tsloc.scenarios.mjs': 'export default { a: { users: 4, runTime: "1m" } };' });
    expect(resolveScenario('a', script).load).toMatchObject({ users: 4, runTime: 60 });
  });

  it('reads another file, and lets its scenarios replace built-in ones', async () => {
    const scenarios = await read({ 'mine.yml': 'smoke: { users: 1 }' }, 'mine.yml');
    expect(resolveScenario('smoke', scenarios)).toEqual({
      ...{ name: 'smoke', targets: [] },
      load: { kind: 'constant', users: 1, spawnRate: 1, runTime: null, ramp: { seconds: 10, leastRate: 1 } },
    });
  });

  it('refuses two files, and a file that cannot be read', async () => {
    const both = { 'tsloc.scenarios.yaml': 'a: {}', 'tsloc.scenarios.json': '{}' };
    await expect(read(both)).rejects.toThrow(
      'Expected one tsloc.scenarios file, got tsloc.scenarios.yaml and tsloc.scenarios.json.',
    );
    await expect(read({}, 'none.yaml')).rejects.toThrow(/^none\.yaml: Expected to read it, but ENOENT/);
    await expect(read({ 'x.mjs': 'throw new Error("oh")' }, 'x.mjs')).rejects.toThrow(
      'x.mjs: Expected to load it, but: oh',
    );
  });

  it('names the path in a script, which has no lines', async () => {
    const source = 'export default { scenarios: { a: { stages: [{ users: 1 }] } } };';
    await expect(read({ 'tsloc.scenarios.mjs': source })).rejects.toThrow(
      'scenarios.a.stages[0] of tsloc.scenarios.mjs: Expected stages[0] of scenario a to have duration, got none.',
    );
    expect(pathToFileURL('/').protocol).toBe('file:');
  });
});

describe('a broken scenario file', () => {
  it.each<[string, string, string, string?]>([
    ['YAML with a broken map', 'a:\n  users: [1\n', '3:1: Expected YAML, but: Flow sequence'],
    ['a key twice', 'a:\n  users: 1\n  users: 2\n', '3:3: Expected YAML, but: Map keys must be unique.'],
    ['no map', '- a\n- b\n', "1:1: Expected the file to be a map of scenarios by name, got [ 'a', 'b' ]."],
    ['nothing', '', '1:1: Expected the file to be a map of scenarios by name, got null.'],
    ['no scenario', 'scenarios: {}\n', '1:1: Expected at least one scenario, got none.'],
    [
      'an unknown key of the file',
      'scenario:\n  a: {}\nscenarios:\n  b: {}\n',
      "1:1: Expected a key of a scenario file, got 'scenario'.",
      'Known names: $schema, version, scenarios.',
    ],
    [
      'another version',
      'version: 2\nscenarios:\n  a: {}\n',
      '1:10: Expected version to be 1, the only one there is, got 2.',
    ],
    [
      'a name that is no file name',
      "'a/b':\n  users: 1\n",
      "1:1: Expected a name of letters, digits, '-', '_' and '.', got 'a/b'.",
    ],
    [
      'a scenario that is no map',
      'a: 10\n',
      '1:4: Expected scenario a to be a map such as { users: 10, run_time: 1m }, got 10.',
    ],
    ['a typo', 'a:\n  user_count: 10\n  concurent_users: 3\n', "2:3: Expected a key of a scenario, got 'user_count'."],
    [
      'a near miss',
      'a:\n  spawnrate: 3\n',
      "2:3: Expected a key of a scenario, got 'spawnrate'.",
      "Did you mean 'spawn_rate'?",
    ],
    [
      'one thing under two names',
      'a:\n  users: 3\n  concurrent_users: 4\n',
      "3:3: Expected users of scenario a once, got 'users' and 'concurrent_users'.",
    ],
    [
      'a text for users',
      'a:\n  users: ten\n',
      "2:10: Expected users of scenario a to be a whole number of 0 or more, got 'ten'.",
    ],
    [
      'a negative rate',
      'a:\n  spawn_rate: -1\n',
      '2:15: Expected spawn_rate of scenario a to be a number above 0, got -1.',
    ],
    [
      'a time in words',
      'a:\n  run_time: five minutes\n',
      "2:13: Expected run_time of scenario a to be a number of seconds above 0, or a text such as 90s, 10m or 1h30m, got 'five minutes'.",
    ],
    [
      'minutes in words',
      'a:\n  duration_minutes: []\n',
      '2:21: Expected duration_minutes of scenario a to be a number of minutes above 0, or a text such as 90s, 10m or 1h30m, got [].',
    ],
    [
      'a threshold above 1',
      'a:\n  failure_threshold: 5\n',
      '2:22: Expected failure_threshold of scenario a to be a number from 0 to 1, or a text such as 5%, got 5.',
    ],
    [
      'a mix that is a list',
      'a:\n  request_mix: [A, B]\n',
      "2:16: Expected request_mix of scenario a to be a map of names and weights, got [ 'A', 'B' ].",
    ],
    [
      'a mix of nothing',
      'a:\n  request_mix: { A: 0 }\n',
      '2:16: Expected request_mix of scenario a to be a map in which a weight is above 0, got { A: 0 }.',
    ],
    [
      'a weight in words',
      'a:\n  request_mix:\n    A: much\n',
      "3:8: Expected the weight of A to be a number of 0 or more, or a text such as 60%, got 'much'.",
    ],
    [
      'a status that is none',
      'a:\n  expected_statuses: [200, 42]\n',
      '2:28: Expected expected_statuses[1] of scenario a to be a status from 100 to 599, got 42.',
    ],
    ['a target that cannot be read', 'a:\n  targets:\n    - p95 <> 5\n', "3:7: The target 'p95 <> 5' cannot be read: "],
    [
      'a stage without a duration',
      'a:\n  stages:\n    - users: 5\n',
      '3:7: Expected stages[0] of scenario a to have duration, got none.',
    ],
    [
      'an unknown key of a stage',
      'a:\n  stages: [{ users: 5, length: 3 }]\n',
      "2:24: Expected a key of a stage, got 'length'.",
    ],
    [
      'an hour that YAML reads as a number',
      'a:\n  day: { from: 9, to: "17:00" }\n',
      "2:16: Expected from of day of scenario a to be a time of day such as '09:00', got 9.",
      'YAML needs the quotes.',
    ],
    [
      'a cron expression with four fields',
      "a:\n  schedule: '0 2 * *'\n",
      "2:13: Expected schedule of scenario a to be five fields of cron such as '0 2 * * *', got '0 2 * *'.",
    ],
    [
      'a range of a workload upside down',
      'a:\n  workload:\n    file_sizes:\n      small: [30, 5]\n',
      '4:14: Expected small of file_sizes of workload of scenario a to be two numbers of 0 or more, the lower first, such as [5, 30], got [ 30, 5 ].',
    ],
    [
      'a target of another scenario',
      "a:\n  targets: ['scenario b p95 < 1s']\n",
      "2:13: Expected a target of this scenario without 'scenario b', got 'scenario b p95 < 1s'.",
    ],
    [
      'a workload that is a text',
      'a:\n  workload: heavy\n',
      "2:13: Expected workload of scenario a to be a map, got 'heavy'.",
    ],
    ['an empty value', 'a:\n  host:\n', '2:8: Expected host of scenario a to be a text that is not empty, got null.'],
  ])('%s', async (_, yaml, message, hint) => {
    const error = await wrong(yaml);
    expect(error).toMatchObject({ code: 'BAD_SCENARIO', exitCode: 2, ...(hint === undefined ? {} : { hint }) });
    expect((error as Error).message).toContain(`tsloc.scenarios.yaml:${message}`);
  });

  it.each<[string, string, string]>([
    [
      'that extends itself',
      'a: { extends: b }\nb: { extends: a }\n',
      '2:1: Expected a scenario that does not extend itself, got a → b → a.',
    ],
    ['that extends nothing', 'a: { extends: loud }\n', "1:1: Expected the name of a scenario, got 'loud'."],
    [
      'with a rate and a ramp',
      'a: { users: 1, spawn_rate: 1, ramp_up: 1m }\n',
      '1:1: Expected scenario a to have a spawn rate or a ramp, got both.',
    ],
  ])('%s is found when it is used', async (_, yaml, message) => {
    const scenarios = await read(file(yaml));
    expect(() => resolveScenario('a', scenarios)).toThrow(`tsloc.scenarios.yaml:${message}`);
  });
});
