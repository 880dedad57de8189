/** The same configuration files, variables and arguments give Locust and tsloc the same options and exit codes. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../helpers/files/source-files.js';
import { folderWith } from '../helpers/processes/cli.js';
import { execute, type Output, python, skipped } from './locust.js';

const names = [
  'num_users',
  'spawn_rate',
  'run_time',
  'stop_timeout',
  'host',
  'tags',
  'headless',
  'only_summary',
  'csv_prefix',
];

/** Both print their options when they are loaded, and exit. */
const theirFile = `import json
from locust import User, events, task
@events.init.add_listener
def show(environment, **_):
    options = environment.parsed_options
    print("OPTIONS " + json.dumps({name: getattr(options, name) for name in ${JSON.stringify(names)}}), flush=True)
    raise SystemExit(0)
class A(User):
    @task
    def go(self):
        pass
`;
const ourFile = `import { events, task, User } from 'tsloc';
events.init.addListener(({ environment }) => {
  const options = environment.parsedOptions;
  const camel = (name) => name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
  console.log('OPTIONS ' + JSON.stringify(Object.fromEntries(${JSON.stringify(names)}.map((name) => [name, options[camel(name)]]))));
  process.exit(0);
});
export class A extends User { @task go() {} }
`;

interface Situation {
  readonly files?: Record<string, string>;
  readonly variables?: Record<string, string>;
  readonly args?: readonly string[];
}

const situations: Readonly<Record<string, Situation>> = {
  nothing: {},
  'locust.conf': { files: { 'locust.conf': 'users = 5\nspawn-rate: 2.5\n--run-time 1m30s\nheadless\n' } },
  'quotes and comments': {
    files: { 'locust.conf': '# x\n[section]\nhost = "http://a" # c\ncsv = out/run\nusers = 3 ; d\n' },
  },
  lists: { files: { 'locust.conf': 'tags = [a, b c]\n' } },
  'one word of a list': { files: { 'locust.conf': 'tags = a b\n' } },
  'pyproject.toml over locust.conf': {
    files: {
      'locust.conf': 'users = 1\nhost = http://a\n',
      'pyproject.toml': '[tool.locust]\nusers = 2\nheadless = true\n',
    },
  },
  '--config over both': {
    files: { 'locust.conf': 'users = 1\n', 'pyproject.toml': '[tool.locust]\nusers = 2\n', 'mine.conf': 'users = 3\n' },
    args: ['--config', 'mine.conf'],
  },
  'variables over files': { files: { 'locust.conf': 'users = 1\n' }, variables: { LOCUST_USERS: '4' } },
  'arguments over variables': { variables: { LOCUST_USERS: '4', LOCUST_TAGS: '["a", "b"]' }, args: ['-u', '5'] },
  'false in a file': { files: { 'locust.conf': 'headless = false\nonly-summary = yes\n' } },
  'false in a file over true in a lower one': {
    files: {
      'locust.conf': 'only-summary = true\nusers = 2\n',
      'pyproject.toml': '[tool.locust]\nonly-summary = false\n',
    },
  },
  'false in a variable over true in a file': {
    files: { 'locust.conf': 'only-summary = true\n' },
    variables: { LOCUST_ONLY_SUMMARY: 'false' },
  },
  'abbreviated options': { args: ['--user', '5', '--spawn=2', '--stop', '10', '-t90m'] },
  '--headful': { files: { 'locust.conf': 'headless\n' }, args: ['--headful'] },
};

const mistakes: Readonly<Record<string, Situation>> = {
  'an unknown key': { files: { 'locust.conf': 'spwan-rate = 3\n' } },
  'a bad value in a file': { files: { 'locust.conf': 'users = many\n' } },
  'a list for a number': { files: { 'locust.conf': 'users = [1, 2]\n' } },
  'a bad boolean in a file': { files: { 'locust.conf': 'headless = maybe\n' } },
  'broken TOML': { files: { 'pyproject.toml': '[tool.locust\n' } },
  'no such --config': { args: ['--config', 'none.conf'] },
  'an empty boolean variable': { variables: { LOCUST_HEADLESS: '' } },
  'an empty number in a variable': { variables: { LOCUST_USERS: '' } },
  'an ambiguous prefix': { args: ['--s', '3'] },
  'a removed option': { args: ['--slave'] },
  'a class that is not there': { args: ['Nobody'] },
  'a user that is not there': { args: ['--config-users', '{"user_class_name": "Nobody"}'] },
};

async function both({ files = {}, variables = {}, args = [] }: Situation): Promise<readonly [Output, Output]> {
  const cwd = folderWith({ 'locustfile.py': theirFile, 'locustfile.ts': ourFile, ...files });
  const surroundings = { cwd, variables: { HOME: cwd, ...variables } };
  const headless = args.includes('--headful') ? [] : ['--headless'];
  return Promise.all([
    execute(python, ['-m', 'locust', ...(headless.length > 0 ? [] : ['--web-port', '0']), ...args], surroundings),
    execute(process.execPath, [join(root, 'bin/tsloc.js'), '--csv', '', ...args], surroundings),
  ]);
}

function optionsIn({ stdout, stderr }: Output): Record<string, unknown> {
  const line = /OPTIONS (.*)/.exec(stdout)?.[1];
  if (line === undefined) throw new Error(`No options were printed:\n${stdout}${stderr}`);
  const { csv_prefix: _, ...options } = JSON.parse(line);
  // Nothing is null in one and 0 or empty in the other.
  return Object.fromEntries(
    Object.entries(options).map(([name, value]) => [
      name,
      value === 0 || (Array.isArray(value) && value.length === 0) ? null : value,
    ]),
  );
}

describe.skipIf(skipped)('the options', () => {
  it.each(Object.entries(situations))('are the same with %s', async (_, situation) => {
    const [theirs, ours] = await both(situation);
    const expected = optionsIn(theirs);
    // The documented difference: Locust has None where its run uses one user and one a second.
    for (const name of ['num_users', 'spawn_rate']) expected[name] ??= 1;
    expect(optionsIn(ours)).toEqual(expected);
  });
});

describe.skipIf(skipped)('the exit code', () => {
  it.each(Object.entries(mistakes))('is the same with %s', async (_, situation) => {
    const [theirs, ours] = await both(situation);
    expect([ours.code, ours.stderr], theirs.stderr).toEqual([theirs.code, expect.any(String)]);
  });
});

describe.skipIf(skipped)('the help', () => {
  it('of Locust has no option that tsloc does not know', async () => {
    const [theirs, ours] = await both({ args: ['--help'] });
    const { flags } = await import('../../src/core/options/flags.js');
    const known = new Set<string>(
      Object.values(flags).flatMap((flag) => [flag.long, ...('short' in flag ? [flag.short] : [])]),
    );
    const optionsOf = (text: string) => [...text.matchAll(/(?<=^ {1,4}|, )--?[a-zA-Z][\w-]*/gm)].map(([name]) => name);
    const unknown = optionsOf(theirs.stdout).filter(
      (name) => !known.has(name) && !/^(-h|--help|-V|--version)$/.test(name),
    );
    expect([...new Set(unknown)]).toEqual([]);
    expect(ours.code).toBe(theirs.code);
  });
});
