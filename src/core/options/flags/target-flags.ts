/** The options that decide whether a run passes: targets, the checks of locust-plugins, and reports for CI. */
import { type Flag, noNumber, noText, noWords } from './flag.js';

const group = 'Target options';
const checks = 'Checks of locust-plugins';

export const targetFlags = {
  targets: {
    long: '--target',
    type: 'texts',
    metavar: '<line>',
    default: noWords,
    group,
    help: "What must be true of the run, such as 'p95 < 500ms'; may be given several times. A run that misses a target has exit code 1, unless that target begins with target:",
  },
  failIf: {
    long: '--fail-if',
    type: 'texts',
    metavar: '<line>',
    default: noWords,
    group,
    help: "What must not be true of the run, such as 'error rate > 1%'; may be given several times",
  },
  targetsFile: {
    long: '--targets-file',
    type: 'text',
    metavar: '<file>',
    default: noText,
    group,
    help: 'Write the targets and their results to this file, as JSON',
  },
  junit: {
    long: '--junit',
    type: 'text',
    metavar: '<file>',
    default: noText,
    group,
    help: 'Write targets and rows to this file, as JUnit XML for Jenkins, GitLab and others',
  },
  checkRps: {
    long: '--check-rps',
    env: 'LOCUST_CHECK_RPS',
    type: 'number',
    metavar: '<number>',
    default: noNumber,
    group: checks,
    help: 'Minimum of requests per second; below it, exit code 3',
  },
  checkFailRatio: {
    long: '--check-fail-ratio',
    env: 'LOCUST_CHECK_FAIL_RATIO',
    type: 'number',
    metavar: '<ratio>',
    default: noNumber,
    group: checks,
    help: 'Maximum share of failed requests, 0.0 to 1.0; above it, exit code 3. Failures alone then do not fail the run',
  },
  checkAvgResponseTime: {
    long: '--check-avg-response-time',
    env: 'LOCUST_CHECK_AVG_RESPONSE_TIME',
    type: 'number',
    metavar: '<ms>',
    default: noNumber,
    group: checks,
    help: 'Maximum average response time in ms; above it, exit code 3',
  },
} as const satisfies Record<string, Flag>;
