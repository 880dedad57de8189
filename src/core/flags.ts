/** THE option table: command line, environment variables, help and docs/cli.md all come from these rows. */
import { logLevels } from '../util/log.js';

/** How the text of an option becomes its value. */
export type FlagType = 'text' | 'integer' | 'rate' | 'timeSpan' | 'choice' | 'words' | 'number' | 'flag';

/** One option. Names, environment variables and meanings are Locust's where it has the option. */
export interface Flag {
  readonly short?: string;
  readonly long: string;
  readonly env?: string;
  readonly type: FlagType;
  /** What stands for the value in the help. */
  readonly metavar?: string;
  readonly choices?: readonly (string | number)[];
  /** The least value of an integer. */
  readonly least?: number;
  /** The greatest. */
  readonly most?: number;
  readonly default: unknown;
  /** True keeps its value out of whatever shows options. */
  readonly isSecret?: boolean;
  readonly group: 'Common' | 'Tags' | 'Statistics' | 'Logging' | 'Other' | 'Custom';
  readonly help: string;
}

const nothing = null as string | null;
const noNumber = null as number | null;
const noWords: readonly string[] = [];

/** Keys are the names in `environment.parsedOptions`: Locust's `dest` names in camelCase. */
export const flags = {
  locustfile: {
    short: '-f',
    long: '--locustfile',
    env: 'LOCUST_LOCUSTFILE',
    type: 'text',
    metavar: '<files>',
    default: 'locustfile.ts',
    group: 'Common',
    help: 'Files with user classes: one, several separated by commas, or a folder',
  },
  host: {
    short: '-H',
    long: '--host',
    env: 'LOCUST_HOST',
    type: 'text',
    metavar: '<url>',
    default: nothing,
    group: 'Common',
    help: "Host to load test, such as http://127.0.0.1:8000; overrides the classes' own",
  },
  numUsers: {
    short: '-u',
    long: '--users',
    env: 'LOCUST_USERS',
    type: 'integer',
    metavar: '<number>',
    least: 0,
    default: noNumber,
    group: 'Common',
    help: 'Peak number of concurrent users (default: 1)',
  },
  spawnRate: {
    short: '-r',
    long: '--spawn-rate',
    env: 'LOCUST_SPAWN_RATE',
    type: 'rate',
    metavar: '<per second>',
    default: noNumber,
    group: 'Common',
    help: 'Users to start, or to stop, per second (default: 1)',
  },
  runTime: {
    short: '-t',
    long: '--run-time',
    env: 'LOCUST_RUN_TIME',
    type: 'timeSpan',
    metavar: '<time>',
    default: noNumber,
    group: 'Common',
    help: 'Stop after this time, such as 300s, 20m, 3h, 1h30m (default: run until Ctrl-C)',
  },
  iterations: {
    short: '-i',
    long: '--iterations',
    env: 'LOCUST_ITERATIONS',
    type: 'integer',
    metavar: '<number>',
    least: 1,
    default: noNumber,
    group: 'Common',
    help: 'Stop when all users together have done this many tasks',
  },
  iterationsPerUser: {
    long: '--iterations-per-user',
    env: 'TSLOC_ITERATIONS_PER_USER',
    type: 'integer',
    metavar: '<number>',
    least: 1,
    default: noNumber,
    group: 'Common',
    help: 'Stop each user when it has done this many tasks, and the run when all have',
  },
  headless: {
    long: '--headless',
    env: 'LOCUST_HEADLESS',
    type: 'flag',
    default: false,
    group: 'Common',
    help: 'Start at once, without the web page',
  },
  stopTimeout: {
    short: '-s',
    long: '--stop-timeout',
    env: 'LOCUST_STOP_TIMEOUT',
    type: 'timeSpan',
    metavar: '<time>',
    default: noNumber,
    group: 'Common',
    help: 'How long a stopping user may take to finish its task (default: 0, end at once)',
  },
  seed: {
    long: '--seed',
    env: 'TSLOC_SEED',
    type: 'text',
    metavar: '<seed>',
    default: nothing,
    group: 'Common',
    help: 'Seed of all randomness: the same seed gives each user the same journey',
  },
  listCommands: {
    short: '-l',
    long: '--list',
    type: 'flag',
    default: false,
    group: 'Common',
    help: 'Show the available user classes and exit',
  },
  tags: {
    short: '-T',
    long: '--tags',
    env: 'LOCUST_TAGS',
    type: 'words',
    metavar: '<tags...>',
    default: noWords,
    group: 'Tags',
    help: 'Run only tasks with any of these tags',
  },
  excludeTags: {
    short: '-E',
    long: '--exclude-tags',
    env: 'LOCUST_EXCLUDE_TAGS',
    type: 'words',
    metavar: '<tags...>',
    default: noWords,
    group: 'Tags',
    help: 'Run only tasks with none of these tags',
  },
  csvPrefix: {
    long: '--csv',
    env: 'LOCUST_CSV',
    type: 'text',
    metavar: '<prefix>',
    default: nothing,
    group: 'Statistics',
    help: "Where to write <prefix>_stats.csv and its three companions (default: results/<file>_<time>; '' writes none)",
  },
  statsHistoryEnabled: {
    long: '--csv-full-history',
    env: 'LOCUST_CSV_FULL_HISTORY',
    type: 'flag',
    default: false,
    group: 'Statistics',
    help: 'Write every entry to _stats_history.csv, not the aggregate alone; needs --csv',
  },
  printStats: {
    long: '--print-stats',
    env: 'LOCUST_PRINT_STATS',
    type: 'flag',
    default: false,
    group: 'Statistics',
    help: 'Print the table of statistics during the run, also when the web page is on',
  },
  onlySummary: {
    long: '--only-summary',
    env: 'LOCUST_ONLY_SUMMARY',
    type: 'flag',
    default: false,
    group: 'Statistics',
    help: 'Print the tables at the end only',
  },
  resetStats: {
    long: '--reset-stats',
    env: 'LOCUST_RESET_STATS',
    type: 'flag',
    default: false,
    group: 'Statistics',
    help: 'Reset the statistics once all users have been started',
  },
  loglevel: {
    short: '-L',
    long: '--loglevel',
    env: 'LOCUST_LOGLEVEL',
    type: 'choice',
    metavar: '<level>',
    choices: logLevels,
    default: 'INFO',
    group: 'Logging',
    help: 'The least level that is logged',
  },
  logfile: {
    long: '--logfile',
    env: 'LOCUST_LOGFILE',
    type: 'text',
    metavar: '<path>',
    default: nothing,
    group: 'Logging',
    help: 'Append the log to this file instead of writing it to stderr',
  },
  skipLogSetup: {
    long: '--skip-log-setup',
    env: 'LOCUST_SKIP_LOG_SETUP',
    type: 'flag',
    default: false,
    group: 'Logging',
    help: 'Log nothing below WARNING, the tables included',
  },
  trace: {
    long: '--trace',
    type: 'flag',
    default: false,
    group: 'Other',
    help: 'Print the heads of the first 100 requests and responses, credentials included',
  },
  showTaskRatio: {
    long: '--show-task-ratio',
    type: 'flag',
    default: false,
    group: 'Other',
    help: "Print how often each class's tasks will run and exit",
  },
  showTaskRatioJson: {
    long: '--show-task-ratio-json',
    type: 'flag',
    default: false,
    group: 'Other',
    help: 'The same as JSON',
  },
  exitCodeOnError: {
    long: '--exit-code-on-error',
    env: 'LOCUST_EXIT_CODE_ON_ERROR',
    type: 'integer',
    metavar: '<number>',
    least: 0,
    most: 255,
    default: 1,
    group: 'Other',
    help: 'Exit code of a run with failed requests or exceptions',
  },
} as const satisfies Record<string, Flag>;

/** The key of an option. */
export type FlagKey = keyof typeof flags;
