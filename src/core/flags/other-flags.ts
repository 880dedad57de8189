/** The options of logging, and those without a group of their own. */
import { logLevels } from '../../util/log.js';
import { type Flag, noNumber, noText } from './flag.js';

const logging = 'Logging options';
const group = 'Other options';

export const otherFlags = {
  skipLogSetup: {
    long: '--skip-log-setup',
    env: 'LOCUST_SKIP_LOG_SETUP',
    type: 'flag',
    default: false,
    group: logging,
    help: 'Log nothing below WARNING, the tables included',
  },
  loglevel: {
    short: '-L',
    long: '--loglevel',
    env: 'LOCUST_LOGLEVEL',
    type: 'choice',
    metavar: '<level>',
    choices: logLevels,
    default: 'INFO',
    group: logging,
    help: 'Lowest level that is logged',
  },
  logfile: {
    long: '--logfile',
    env: 'LOCUST_LOGFILE',
    type: 'text',
    metavar: '<path>',
    default: noText,
    group: logging,
    help: 'Append the log to this file instead of writing it to stderr',
  },
  showTaskRatio: {
    long: '--show-task-ratio',
    type: 'flag',
    default: false,
    group,
    help: "Print how often each class's tasks will run and exit",
  },
  showTaskRatioJson: {
    long: '--show-task-ratio-json',
    type: 'flag',
    default: false,
    group,
    help: 'Print the task ratios as JSON and exit',
  },
  exitCodeOnError: {
    long: '--exit-code-on-error',
    env: 'LOCUST_EXIT_CODE_ON_ERROR',
    type: 'integer',
    metavar: '<number>',
    least: 0,
    most: 255,
    default: 1,
    group,
    help: 'Exit code of a run with failed requests or exceptions',
  },
  stopTimeout: {
    short: '-s',
    long: '--stop-timeout',
    env: 'LOCUST_STOP_TIMEOUT',
    type: 'timeSpan',
    metavar: '<time>',
    default: noNumber,
    group,
    help: 'How long a stopping user may take to finish its task (default: 0, end at once)',
  },
  equalWeights: {
    long: '--equal-weights',
    type: 'flag',
    default: false,
    group,
    help: 'Give every user class the weight 1 and run each of its tasks equally often',
  },
  profile: {
    long: '--profile',
    type: 'text',
    metavar: '<name>',
    default: noText,
    group,
    help: 'Label of the run, shown in reports',
  },
  otel: {
    long: '--otel',
    env: 'LOCUST_ENABLE_OPENTELEMETRY',
    type: 'flag',
    default: false,
    isPlanned: true,
    group,
    help: 'Send traces and metrics with OpenTelemetry',
  },
  trace: {
    long: '--trace',
    type: 'flag',
    default: false,
    group,
    help: 'Print the heads of the first 100 requests and responses, credentials included',
  },
} as const satisfies Record<string, Flag>;
