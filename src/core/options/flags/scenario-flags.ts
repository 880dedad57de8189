/** The options of named plans: scenarios. */
import { type Flag, noNumber, noText, noWords } from './flag.js';

const group = 'Scenario options';

export const scenarioFlags = {
  scenario: {
    long: '--scenario',
    env: 'TSLOC_SCENARIO',
    type: 'text',
    metavar: '<names>',
    default: noText,
    group,
    help: 'Named plans to run, one after another, such as smoke or smoke,load; tsloc scenarios lists them',
  },
  scenarioFile: {
    long: '--scenario-file',
    env: 'TSLOC_SCENARIO_FILE',
    type: 'text',
    metavar: '<file>',
    default: noText,
    group,
    help: 'YAML, JSON or TypeScript file with scenarios (default: tsloc.scenarios.yaml, .json or .ts)',
  },
  output: {
    long: '--output',
    env: 'TSLOC_OUTPUT',
    type: 'text',
    metavar: '<folder>',
    default: noText,
    group,
    help: 'Write report, CSV files and metrics to load_test_<scenario>_<time>… in this folder',
  },
  timeScale: {
    long: '--time-scale',
    env: 'TSLOC_TIME_SCALE',
    type: 'rate',
    metavar: '<factor>',
    default: 1,
    group,
    help: 'How many seconds of a scenario pass in each second: 60 plays a day in 24 minutes (default: 1)',
  },
  coolDown: {
    long: '--cool-down',
    env: 'TSLOC_COOL_DOWN',
    type: 'timeSpan',
    metavar: '<time>',
    default: noNumber,
    group,
    help: 'Pause between two scenarios (default: 5s)',
  },
  expectedStatuses: {
    long: '--expected-statuses',
    env: 'TSLOC_EXPECTED_STATUSES',
    type: 'words',
    metavar: '<statuses...>',
    default: noWords,
    group,
    help: 'Statuses of 400 and above that do not count as failures, such as 429',
  },
} as const satisfies Record<string, Flag>;
