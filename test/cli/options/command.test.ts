import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/cli/config/entry.js';
import { readConfig } from '../../../src/cli/config/read-config.js';
import {
  type CommandDescription,
  collectTypedKeys,
  type ExtraValues,
  readCommand,
} from '../../../src/cli/options/command.js';
import { ArgumentParser } from '../../../src/core/options/argument-parser.js';
import { type Flag, type FlagKey, flags } from '../../../src/core/options/flags.js';
import { makeOptions, type Options } from '../../../src/core/options/options.js';
import { folderWith } from '../../helpers/processes/cli.js';

const description: CommandDescription = {
  name: 'tsloc',
  description: 'What it does.',
  version: 'tsloc 1.2.3',
  extra: [{ flags: '--port <number>', help: 'Where.' }],
  epilogue: '\nThe end.',
};

interface Row<K extends FlagKey> {
  short?: string;
  long: string;
  /** The shortest unambiguous prefix of the long name. */
  cut: string;
  env?: string;
  /** None for an option that takes no value. */
  text?: string;
  value: Options[K];
}

/** Every option as Locust users know it, repeated here so that none changes by accident. */
const table: { readonly [K in FlagKey]: Row<K> } = {
  locustfile: {
    short: '-f',
    long: '--locustfile',
    cut: '--loc',
    env: 'LOCUST_LOCUSTFILE',
    text: 'a.ts,b.ts',
    value: 'a.ts,b.ts',
  },
  config: { long: '--config', cut: '--config', text: 'load.conf', value: 'load.conf' },
  host: {
    short: '-H',
    long: '--host',
    cut: '--ho',
    env: 'LOCUST_HOST',
    text: 'http://a:1/b=c',
    value: 'http://a:1/b=c',
  },
  numUsers: { short: '-u', long: '--users', cut: '--u', env: 'LOCUST_USERS', text: '07', value: 7 },
  spawnRate: { short: '-r', long: '--spawn-rate', cut: '--sp', env: 'LOCUST_SPAWN_RATE', text: '0.5', value: 0.5 },
  runTime: { short: '-t', long: '--run-time', cut: '--ru', env: 'LOCUST_RUN_TIME', text: '1h30m', value: 5400 },
  iterations: {
    short: '-i',
    long: '--iterations',
    cut: '--iterations',
    env: 'LOCUST_ITERATIONS',
    text: '100',
    value: 100,
  },
  iterationsPerUser: {
    long: '--iterations-per-user',
    cut: '--iterations-',
    env: 'TSLOC_ITERATIONS_PER_USER',
    text: '5',
    value: 5,
  },
  headless: { long: '--headless', cut: '--headl', env: 'LOCUST_HEADLESS', value: true },
  stopTimeout: { short: '-s', long: '--stop-timeout', cut: '--st', env: 'LOCUST_STOP_TIMEOUT', text: '20', value: 20 },
  scenario: { long: '--scenario', cut: '--scenario', env: 'TSLOC_SCENARIO', text: 'smoke,load', value: 'smoke,load' },
  scenarioFile: {
    long: '--scenario-file',
    cut: '--scenario-',
    env: 'TSLOC_SCENARIO_FILE',
    text: 'a.yaml',
    value: 'a.yaml',
  },
  output: { long: '--output', cut: '--ou', env: 'TSLOC_OUTPUT', text: 'out', value: 'out' },
  timeScale: { long: '--time-scale', cut: '--ti', env: 'TSLOC_TIME_SCALE', text: '60', value: 60 },
  coolDown: { long: '--cool-down', cut: '--coo', env: 'TSLOC_COOL_DOWN', text: '10s', value: 10 },
  expectedStatuses: {
    long: '--expected-statuses',
    cut: '--expected',
    env: 'TSLOC_EXPECTED_STATUSES',
    text: '429',
    value: ['429'],
  },
  seed: { long: '--seed', cut: '--se', env: 'TSLOC_SEED', text: 'abc', value: 'abc' },
  listCommands: { short: '-l', long: '--list', cut: '--li', value: true },
  configUsers: { long: '--config-users', cut: '--config-', env: 'LOCUST_CONFIG_USERS', text: '{}', value: ['{}'] },
  webHost: { long: '--web-host', cut: '--web-host', env: 'LOCUST_WEB_HOST', text: 'a', value: 'a' },
  webPort: { short: '-P', long: '--web-port', cut: '--web-p', env: 'LOCUST_WEB_PORT', text: '80', value: 80 },
  webBasePath: { long: '--web-base-path', cut: '--web-b', env: 'LOCUST_WEB_BASE_PATH', text: '/a', value: '/a' },
  webLogin: { long: '--web-login', cut: '--web-l', env: 'LOCUST_WEB_LOGIN', value: true },
  tlsCert: { long: '--tls-cert', cut: '--tls-c', env: 'LOCUST_TLS_CERT', text: 'a', value: 'a' },
  tlsKey: { long: '--tls-key', cut: '--tls-k', env: 'LOCUST_TLS_KEY', text: 'a', value: 'a' },
  classPicker: { long: '--class-picker', cut: '--cl', env: 'LOCUST_USERCLASS_PICKER', value: true },
  autostart: { long: '--autostart', cut: '--autos', env: 'LOCUST_AUTOSTART', value: true },
  autoquit: { long: '--autoquit', cut: '--autoq', env: 'LOCUST_AUTOQUIT', text: '5', value: 5 },
  headful: { long: '--headful', cut: '--headf', env: 'LOCUST_HEADFUL', value: true },
  webHostDisplayName: {
    long: '--web-host-display-name',
    cut: '--web-host-d',
    env: 'LOCUST_WEB_HOST_DISPLAY_NAME',
    text: 'a',
    value: 'a',
  },
  buildPath: { long: '--build-path', cut: '--bu', env: 'LOCUST_BUILD_PATH', text: 'a', value: 'a' },
  master: { long: '--master', cut: '--master', env: 'LOCUST_MODE_MASTER', value: true },
  masterBindHost: {
    long: '--master-bind-host',
    cut: '--master-bind-h',
    env: 'LOCUST_MASTER_BIND_HOST',
    text: 'a',
    value: 'a',
  },
  masterBindPort: {
    long: '--master-bind-port',
    cut: '--master-bind-p',
    env: 'LOCUST_MASTER_BIND_PORT',
    text: '1',
    value: 1,
  },
  expectWorkers: {
    long: '--expect-workers',
    cut: '--expect-workers',
    env: 'LOCUST_EXPECT_WORKERS',
    text: '3',
    value: 3,
  },
  expectWorkersMaxWait: {
    long: '--expect-workers-max-wait',
    cut: '--expect-workers-',
    env: 'LOCUST_EXPECT_WORKERS_MAX_WAIT',
    text: '3',
    value: 3,
  },
  enableRebalancing: { long: '--enable-rebalancing', cut: '--en', value: true },
  masterToken: { long: '--master-token', cut: '--master-t', text: 'secret', value: 'secret' },
  worker: { long: '--worker', cut: '--wo', env: 'LOCUST_MODE_WORKER', value: true },
  processes: { long: '--processes', cut: '--proc', env: 'LOCUST_PROCESSES', text: '-1', value: -1 },
  masterHost: { long: '--master-host', cut: '--master-h', env: 'LOCUST_MASTER_NODE_HOST', text: 'a', value: 'a' },
  masterPort: { long: '--master-port', cut: '--master-p', env: 'LOCUST_MASTER_NODE_PORT', text: '1', value: 1 },
  htmlFile: { long: '--html', cut: '--ht', env: 'LOCUST_HTML', text: 'a.html', value: 'a.html' },
  json: { long: '--json', cut: '--json', value: true },
  jsonFile: { long: '--json-file', cut: '--json-f', text: 'a', value: 'a' },
  requestLog: { long: '--request-log', cut: '--req', text: 'a.csv', value: 'a.csv' },
  plain: { long: '--plain', cut: '--pl', value: true },
  jsonLogs: { long: '--json-logs', cut: '--json-l', value: true },
  equalWeights: { long: '--equal-weights', cut: '--eq', value: true },
  compileCache: {
    long: '--compile-cache',
    cut: '--com',
    env: 'TSLOC_COMPILE_CACHE',
    text: '/tmp/a',
    value: '/tmp/a',
  },
  profile: { long: '--profile', cut: '--prof', text: 'nightly', value: 'nightly' },
  otel: { long: '--otel', cut: '--ot', env: 'LOCUST_ENABLE_OPENTELEMETRY', value: true },
  tags: { short: '-T', long: '--tags', cut: '--tag', env: 'LOCUST_TAGS', text: 'slow', value: ['slow'] },
  excludeTags: {
    short: '-E',
    long: '--exclude-tags',
    cut: '--exc',
    env: 'LOCUST_EXCLUDE_TAGS',
    text: 'slow',
    value: ['slow'],
  },
  csvPrefix: { long: '--csv', cut: '--csv', env: 'LOCUST_CSV', text: 'out/run', value: 'out/run' },
  statsHistoryEnabled: { long: '--csv-full-history', cut: '--csv-f', env: 'LOCUST_CSV_FULL_HISTORY', value: true },
  csvSafe: { long: '--csv-safe', cut: '--csv-s', env: 'TSLOC_CSV_SAFE', value: true },
  printStats: { long: '--print-stats', cut: '--pri', env: 'LOCUST_PRINT_STATS', value: true },
  onlySummary: { long: '--only-summary', cut: '--on', env: 'LOCUST_ONLY_SUMMARY', value: true },
  resetStats: { long: '--reset-stats', cut: '--res', env: 'LOCUST_RESET_STATS', value: true },
  loglevel: { short: '-L', long: '--loglevel', cut: '--logl', env: 'LOCUST_LOGLEVEL', text: 'debug', value: 'DEBUG' },
  logfile: { long: '--logfile', cut: '--logf', env: 'LOCUST_LOGFILE', text: 'run.log', value: 'run.log' },
  skipLogSetup: { long: '--skip-log-setup', cut: '--sk', env: 'LOCUST_SKIP_LOG_SETUP', value: true },
  trace: { long: '--trace', cut: '--trace', value: true },
  traceFailures: { long: '--trace-failures', cut: '--trace-f', text: '5', value: 5 },
  maxTotalBodyBytes: { long: '--max-total-body-bytes', cut: '--max', text: '0', value: 0 },
  showTaskRatio: { long: '--show-task-ratio', cut: '--show-task-ratio', value: true },
  showTaskRatioJson: { long: '--show-task-ratio-json', cut: '--show-task-ratio-', value: true },
  targets: { long: '--target', cut: '--target', text: 'p95 < 1s', value: ['p95 < 1s'] },
  failIf: { long: '--fail-if', cut: '--fa', text: 'p95 > 1s', value: ['p95 > 1s'] },
  targetsFile: { long: '--targets-file', cut: '--targets', text: 'targets.json', value: 'targets.json' },
  junit: { long: '--junit', cut: '--ju', text: 'junit.xml', value: 'junit.xml' },
  checkRps: { long: '--check-rps', cut: '--check-r', env: 'LOCUST_CHECK_RPS', text: '5.5', value: 5.5 },
  checkFailRatio: {
    long: '--check-fail-ratio',
    cut: '--check-f',
    env: 'LOCUST_CHECK_FAIL_RATIO',
    text: '0.05',
    value: 0.05,
  },
  checkAvgResponseTime: {
    long: '--check-avg-response-time',
    cut: '--check-a',
    env: 'LOCUST_CHECK_AVG_RESPONSE_TIME',
    text: '50',
    value: 50,
  },
  exitCodeOnError: {
    long: '--exit-code-on-error',
    cut: '--exi',
    env: 'LOCUST_EXIT_CODE_ON_ERROR',
    text: '0',
    value: 0,
  },
};
const rows = Object.entries(table) as [FlagKey, Row<FlagKey>][];

function options(argv: readonly string[], env: Record<string, string> = {}): Options {
  const request = readCommand(description, argv, { env });
  if (request.kind !== 'run') throw new Error(`Expected a run, got: ${request.text}`);
  return request.options;
}

function optionsOf(entries: readonly Entry[], env: Record<string, string> = {}, argv: string[] = []): Options {
  const request = readCommand(description, argv, { env, entries });
  if (request.kind !== 'run') throw new Error('no run');
  return request.options;
}

function printed(argv: readonly string[]): string {
  const request = readCommand(description, argv, { env: { LOCUST_USERS: 'nonsense' } });
  return request.kind === 'print' ? request.text : '';
}

describe('each option', () => {
  it.each(rows)('%s has the same meaning in every notation', (key, { short, long, cut, env, text, value }) => {
    const ways =
      text === undefined
        ? [[long], [cut], ...(short ? [[short]] : [])]
        : [[long, text], [`${long}=${text}`], [`${cut}=${text}`], ...(short ? [[short, text], [short + text]] : [])];
    if (short && text !== undefined) ways.push([`${short}=${text}`]);
    for (const way of ways) expect({ [way.join(' ')]: options(way)[key] }).toEqual({ [way.join(' ')]: value });
    const own = `TSLOC_${long.slice(2).replaceAll('-', '_').toUpperCase()}`;
    for (const name of [...(env === undefined ? [] : [env]), own])
      expect({ [name]: options([], { [name]: text ?? 'true' })[key] }).toEqual({ [name]: value });
    if (key === 'config') return; // files cannot name another file
    const file = { key: long.slice(2), value: text ?? 'true', source: 'locust.conf', format: 'locust' } as const;
    expect(optionsOf([file])[key]).toEqual(value);
    const camelCase = long.slice(2).replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    for (const name of [camelCase, key])
      expect(optionsOf([{ key: name, value: text ?? true, source: 'a.json', format: 'tsloc' }])[key]).toEqual(value);
  });

  const inFiles = rows.filter(([key]) => key !== 'config');
  it.each(inFiles)(
    '%s has the same meaning in every kind of configuration file',
    async (key, { long, text, value }) => {
      const name = long.slice(2);
      const typed = typeof value === 'number' || typeof value === 'boolean' ? value : (text ?? true);
      const files = {
        'locust.conf': `${name} = ${text ?? 'true'}\n`,
        'pyproject.toml': `[tool.locust]\n${name} = ${JSON.stringify(typed)}\n`,
        'package.json': JSON.stringify({ tsloc: { [name]: typed } }),
        'tsloc.config.json': JSON.stringify({ [name]: typed }),
        'tsloc.config.yaml': `${name}: ${JSON.stringify(typed)}\n`,
        'tsloc.config.ts': '',
      };
      for (const [file, content] of Object.entries(files)) {
        const folder = folderWith({ [file]: content });
        const importScript = async () => ({ default: { [name]: typed } });
        const entries = await readConfig({ folder, home: undefined, file: undefined, importScript });
        expect({ [file]: optionsOf(entries)[key] }).toEqual({ [file]: value });
      }
    },
  );

  it.each(rows)('%s changes nothing else', (key, { long, text }) => {
    const typed = [long, ...(text === undefined ? [] : [text])];
    expect(options(typed)).toEqual(makeOptions({ [key]: table[key].value }));
  });

  it.each(rows)('%s on the command line overrides its variable', (key, { long, env, text }) => {
    if (env === undefined || text === undefined) return;
    const other = key === 'loglevel' ? 'ERROR' : typeof table[key].value === 'number' ? '1' : 'other';
    expect(options([long, text], { [env]: other })[key]).toEqual(table[key].value);
  });

  it('has its default when nothing is given', () => {
    expect(options([])).toEqual(makeOptions());
    expect(options([])).toMatchObject({
      locustfile: 'locustfile.ts',
      numUsers: null,
      spawnRate: null,
      runTime: null,
      csvPrefix: null,
      loglevel: 'INFO',
      exitCodeOnError: 1,
      userClasses: [],
    });
  });
});

describe('precedence', () => {
  const conf = (value: string): Entry => ({ key: 'users', value, source: 'locust.conf', format: 'locust' });
  const config = (value: number): Entry => ({ key: 'users', value, source: 'tsloc.config.ts', format: 'tsloc' });

  it('is: default, files in their order, LOCUST_ variable, TSLOC_ variable, command line', () => {
    const env = { LOCUST_USERS: '4', TSLOC_USERS: '5' };
    expect([
      optionsOf([]).numUsers,
      optionsOf([conf('2')]).numUsers,
      optionsOf([conf('2'), config(3)]).numUsers,
      optionsOf([conf('2'), config(3)], { LOCUST_USERS: '4' }).numUsers,
      optionsOf([conf('2'), config(3)], env).numUsers,
      optionsOf([conf('2'), config(3)], env, ['-u', '6']).numUsers,
    ]).toEqual([null, 2, 3, 4, 5, 6]);
  });

  it('lets --no-x and --headful cancel options that a file turns on', () => {
    const headless: Entry = { key: 'headless', value: 'true', source: 'locust.conf', format: 'locust' };
    expect(optionsOf([headless]).headless).toBe(true);
    expect(optionsOf([headless], {}, ['--no-headless']).headless).toBe(false);
    expect(optionsOf([headless], {}, ['--headful'])).toMatchObject({ headless: false, headful: true });
  });

  it('keeps the source of each value', () => {
    const request = readCommand(description, ['-u', '6'], { env: { TSLOC_HOST: 'http://a' }, entries: [conf('2')] });
    expect(request.kind === 'run' && request.settings).toEqual([
      { key: 'numUsers', value: 2, source: 'locust.conf' },
      { key: 'host', value: 'http://a', source: 'TSLOC_HOST' },
      { key: 'numUsers', value: 6, source: 'command line' },
    ]);
  });
});

describe('readCommand', () => {
  it('uses the last value of a repeated option', () => {
    expect(options(['-u', '3', '--users=4', '-u5']).numUsers).toBe(5);
    const lists = ['-T', 'a', 'b', '--headless', '-E', 'x', '--tags=z', 'Admin', '-T', 'c', 'd', '-E', 'y', '--', '-T'];
    expect(options(lists)).toMatchObject({
      tags: ['c', 'd'],
      excludeTags: ['y'],
      headless: true,
      userClasses: ['Admin', '-T'],
    });
    expect(options(['-T', 'a', '-T']).tags).toEqual([]);
  });

  it('reads plain words as user classes, in any position, instead of those of the variable', () => {
    const env = { LOCUST_USER_CLASSES: ' Admin\n Guest ' };
    expect(options(['Shopper', '-u', '3', 'Buyer'], env).userClasses).toEqual(['Shopper', 'Buyer']);
    expect(options([], env).userClasses).toEqual(['Admin', 'Guest']);
  });

  it('reads every word up to the next option or -- as a tag', () => {
    const given = options(['-T', 'a', 'b', '-E', 'c', '--', 'Shopper', '-u']);
    expect(given).toMatchObject({
      tags: ['a', 'b'],
      excludeTags: ['c'],
      userClasses: ['Shopper', '-u'],
      numUsers: null,
    });
  });

  it('reads a list option without words as an empty list, which overrides a variable', () => {
    expect(options(['-T', '-u', '3'], { LOCUST_TAGS: 'a' })).toMatchObject({ tags: [], numUsers: 3 });
  });

  it('distinguishes an empty prefix or host from an absent one', () => {
    expect(options(['--csv', '', '--host='])).toMatchObject({ csvPrefix: '', host: '' });
    expect(options([], { LOCUST_CSV: '' }).csvPrefix).toBe('');
  });

  it('completes no --no-x: --no-web is unknown, as in Locust', () => {
    expect(() => options(['--no-web'])).toThrow(expect.objectContaining({ code: 'UNKNOWN_OPTION', exitCode: 2 }));
    expect(options(['--no-web-login']).webLogin).toBe(false);
  });

  it('accepts joined short options', () => {
    expect(options(['-lu3'])).toMatchObject({ listCommands: true, numUsers: 3 });
  });

  it('returns which options were given, and the values of subcommand options', () => {
    const request = readCommand(description, ['--port', '0', '-u', '1'], { env: { LOCUST_HOST: 'http://a' } });
    if (request.kind !== 'run') throw new Error('no run');
    expect(collectTypedKeys(request.settings)).toEqual(new Set(['numUsers']));
    expect((request as { extra: ExtraValues }).extra.port).toBe('0');
  });
});

const spans = '. Valid formats: 20, 20s, 3m, 2h, 1h20m, 3h30m10s, etc.';
const levels = "(choose from 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL')";

describe('an invalid command line', () => {
  it.each([
    [['-u', 'abc'], "argument -u/--users: invalid int value: 'abc'"],
    [['-u', '1.5'], "argument -u/--users: invalid int value: '1.5'"],
    [['-u='], "argument -u/--users: invalid int value: ''"],
    [['-u', '-3'], 'argument -u/--users: must be >= 0'],
    [['--exit-code-on-error', '256'], 'argument --exit-code-on-error: must be <= 255'],
    [['--master-bind-port', '65536'], 'argument --master-bind-port: must be <= 65535'],
    [['--master-port', '0'], 'argument --master-port: must be >= 1'],
    [['-u-3'], 'argument -u/--users: must be >= 0'],
    [['-r', '0'], 'argument -r/--spawn-rate: must be > 0'],
    [['-r', '-1'], 'argument -r/--spawn-rate: must be > 0'],
    [['-r', 'fast'], "argument -r/--spawn-rate: invalid float value: 'fast'"],
    [['-r', 'nan'], "argument -r/--spawn-rate: invalid float value: 'nan'"],
    [['-r', '1e999'], "argument -r/--spawn-rate: invalid float value: '1e999'"],
    [['-t', '1.5'], `argument -t/--run-time: Invalid time span format${spans}`],
    [['-t', '1H'], `argument -t/--run-time: Invalid time span format${spans}`],
    [['-t', '20m1h'], `argument -t/--run-time: Invalid time span format${spans}`],
    [['-t', '-5'], `argument -t/--run-time: Invalid time span format${spans}`],
    [['-t', ''], 'argument -t/--run-time: Invalid time span format'],
    [['-s', '0.5'], `argument -s/--stop-timeout: Invalid time span format${spans}`],
    [['-L', 'loud'], `argument -L/--loglevel: invalid choice: 'LOUD' ${levels}`],
    [['--exit-code-on-error', 'x'], "argument --exit-code-on-error: invalid int value: 'x'"],
    [['--exit-code-on-error=-1'], 'argument --exit-code-on-error: must be >= 0'],
    [['--users'], 'argument -u/--users: expected one argument'],
    [['--port'], 'argument --port: expected one argument'],
    [['--csv', '', '--csv-full-history'], "'--csv-full-history' requires '--csv'."],
    [
      ['--s', '3'],
      /^ambiguous option: --s could match --spawn-rate, --seed, --scenario, --scenario-file, --skip-log-setup, /,
    ],
  ])('%j is reported in one line, with exit code 2', (argv, message) => {
    const expected = typeof message === 'string' ? message : expect.stringMatching(message);
    const error = expect.objectContaining({ code: 'BAD_OPTION', exitCode: 2, message: expected });
    expect(() => readCommand(description, argv, { env: {} })).toThrow(error);
  });

  it.each([
    ['--runtime', '--run-time'],
    ['--usres=3', '--users'],
    ['--spwan-rate=3', '--spawn-rate'],
    ['--headless=1', '--headless'],
    ['-z', undefined],
    ['--zzzzzz', undefined],
    ['--prot', '--port'],
    ['--no-headles', '--no-headless'],
  ])('%s is unknown: did you mean %s?', (word, meant) => {
    const hint = meant === undefined ? undefined : `Did you mean '${meant}'?`;
    expect(() => readCommand(description, [word], { env: {} })).toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_OPTION',
        message: `unrecognized arguments: ${word}`,
        hint,
        exitCode: 2,
      }),
    );
  });
});

describe('help', () => {
  it('lists every option with its variable, and the options of the subcommand', () => {
    const help = printed(['--help']);
    for (const [key, { short, long, env }] of rows) {
      if ((flags[key] as Flag).isHidden) continue;
      expect(help).toMatch(new RegExp(`^  ${short ? `${short}, ` : ''}${long}[ \n]`, 'm'));
      if (env !== undefined) expect(help).toContain(`[${env}]`);
    }
    expect(help).toMatch(/^Usage: tsloc \[options\] \[UserClass \.\.\.\]\n\nWhat it does\.\n/);
    expect(help).toMatch(/--port <number> +Where\./);
    expect(help).toMatch(/\nThe end\.\n$/);
  });

  it.each([
    [undefined, 100],
    [200, 100],
    [80, 80],
    [20, 72],
  ])('in a terminal of %s columns fits %i', (columns, width) => {
    const request = readCommand({ ...description, ...(columns && { columns }) }, ['-h'], { env: {} });
    const lines = request.kind === 'print' ? request.text.split('\n') : [];
    expect(lines.length).toBeGreaterThan(50);
    expect(lines.filter((line) => line.length > width)).toEqual([]);
  });

  it.each([
    [['-h', '-u', 'abc']],
    [['-u', 'abc', '-h']],
    [['--bogus', '--help']],
    [['Shopper', '-h']],
    [['-hV']],
    [['-lh']],
    [['--csv', '-h']],
  ])('%j prints it, even beside invalid arguments', (argv) => {
    expect(printed(argv)).toMatch(/^Usage: tsloc/);
  });

  it('is not requested by arguments after --', () => {
    expect(options(['--', '-h']).userClasses).toEqual(['-h']);
  });
});

it.each([[['-V']], [['--version']], [['--vers']], [['-V', '-u', 'abc']]])('%j prints the version', (argv) => {
  expect(printed(argv)).toBe('tsloc 1.2.3\n');
});

describe('options that a locustfile added', () => {
  const parser = new ArgumentParser();
  parser.addArgument(['-q', '--query'], { default: 'jazz', env: 'QUERY', help: 'What is searched for' });
  parser.addArgument('--slow-after', { type: 'integer', help: 'In ms' });
  parser.addArgument('--dry', { type: 'flag' });
  const read = (argv: readonly string[], env = {}) => {
    const request = readCommand(description, argv, { env, custom: parser.rows });
    return request.kind === 'run' ? request.options : request.text;
  };

  it('are read like those of tsloc', () => {
    expect(read([])).toEqual({ ...makeOptions(), query: 'jazz', slowAfter: null, dry: false });
    expect(read(['-q=a', '--slow=5', '-u3', '--dry', 'Shopper'])).toEqual({
      ...makeOptions({ numUsers: 3, userClasses: ['Shopper'] }),
      ...{ query: 'a', slowAfter: 5, dry: true },
    });
    expect(read([], { QUERY: 'folk' })).toMatchObject({ query: 'folk' });
    expect(() => read(['--slow-after', 'x'])).toThrow("argument --slow-after: invalid int value: 'x'");
    expect(() => read(['-q'])).toThrow('argument -q/--query: expected one argument');
  });

  it('are repeated for several values, and lists in variables', () => {
    const lists = new ArgumentParser();
    lists.addArgument('--regions', { choices: ['eu', 'us'], isMultiple: true, env: 'REGIONS', help: 'Where' });
    const request = (argv: readonly string[], env = {}) => readCommand(description, argv, { env, custom: lists.rows });
    const regions = (argv: readonly string[], env = {}) => {
      const read = request(argv, env);
      return read.kind === 'run' ? (read.options as Options & { regions: unknown }).regions : read.text;
    };
    expect([regions([]), regions(['--regions', 'us', '--regions=eu'])]).toEqual([[], ['us', 'eu']]);
    expect(regions([], { REGIONS: '[us, eu]' })).toEqual(['us', 'eu']);
    const message = "argument --regions: invalid choice: 'ap' (choose from 'eu', 'us')";
    expect(() => regions(['--regions', 'ap'])).toThrow(message);
    expect(() => regions([], { REGIONS: '["us", "ap"]' })).toThrow(
      expect.objectContaining({ message, hint: 'It is set by REGIONS.' }),
    );
    expect(regions(['-h'])).toMatch(/--regions <value> +Where \(one of eu, us\) \[REGIONS\]\n/);
  });

  it('can be turned off with "no-" if they are on by default, also abbreviated', () => {
    const onByDefault = new ArgumentParser();
    onByDefault.addArgument('--keep-going', { default: true, env: 'KEEP' });
    const request = (argv: readonly string[], env = {}) =>
      readCommand(description, argv, { env, custom: onByDefault.rows });
    const keepGoing = (argv: readonly string[], env = {}) => {
      const read = request(argv, env);
      return read.kind === 'run' ? (read.options as Options & { keepGoing: boolean }).keepGoing : read.text;
    };
    expect([[], ['--keep-going'], ['--no-keep-going'], ['--no-k']].map((argv) => keepGoing(argv))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect([keepGoing([], { KEEP: 'no' }), keepGoing(['--keep'], { KEEP: 'no' })]).toEqual([false, true]);
    expect(keepGoing(['-h'])).toMatch(
      /--keep-going +\(default: true\) \[KEEP\]\n +--no-keep-going +Turn --keep-going off\n/,
    );
  });

  it('are listed in the help, in their own group', () => {
    expect(read(['-h'])).toMatch(
      /\nCustom options:\n +-q, --query <value> +What is searched for \(default: jazz\) \[QUERY\]\n/,
    );
    expect(printed(['-h'])).not.toContain('Custom options:');
  });
});
