/** docs/cli.md, generated from the option table and the texts below. */
import { replacements } from '../../../src/cli/options/unknown-option.js';
import { pythonVariables } from '../../../src/cli/run/start-notes.js';
import { type Flag, type FlagType, flags } from '../../../src/core/options/flags.js';
import { flagRows } from '../../../src/core/options/options.js';

const values: Readonly<Record<Exclude<FlagType, 'choice'>, string>> = {
  text: 'text',
  integer: 'whole number',
  rate: 'number above 0',
  number: 'number',
  timeSpan: 'time span',
  words: 'words',
  texts: 'text, may be given several times',
  flag: 'none',
};

export function cliPage(): string {
  const groups = [...new Set(flagRows.map(([, flag]) => flag.group))];
  const shown = groups.map((group) => table(group, rowsOf(group)));
  return `${[intro, ...shown, hidden(), removed(), configuration, output, commands, exits].join('\n\n')}\n`;
}

function rowsOf(group: string): (readonly [string, Flag])[] {
  return flagRows.filter(([, flag]) => flag.group === group && !flag.isHidden);
}

function table(heading: string, rows: readonly (readonly [string, Flag])[]): string {
  const lines = rows.map(([key, flag]) => {
    const names = [flag.short, flag.long].filter((name) => name !== undefined).map((name) => `\`${name}\``);
    const env = flag.env === undefined ? '' : `\`${flag.env}\``;
    return `| ${names.join(' ')} | ${env} | \`${key}\` | ${describeType(flag)} | ${flag.help.replaceAll('<', '\\<')} |`;
  });
  const head = ['| option | variable | in `parsedOptions` | value | meaning |', '|---|---|---|---|---|'];
  return [`## ${heading}`, '', ...head, ...lines].join('\n');
}

function describeType(flag: Flag): string {
  return flag.type === 'choice' ? `${flag.choices?.join(', ')} (default: ${flag.default})` : values[flag.type];
}

function hidden(): string {
  const rows = flagRows.filter(([, flag]) => flag.isHidden);
  return table('Options that the help does not list', rows);
}

function removed(): string {
  const code = (text: string) => `\`${text}\``;
  const options = [...replacements].map(([old, use]) => `| ${code(old)} | an error; use ${code(use)} |`);
  const variables = Object.entries(pythonVariables).map(([name, about]) => `| ${code(name)} | no effect: ${about} |`);
  return [
    '## Options of Locust that tsloc does not support',
    '',
    '| option or variable of Locust | in tsloc |',
    '|---|---|',
    ...options,
    '| `--legacy-ui` | an error: that page no longer exists |',
    '| `LOCUST_WEB_AUTH` | an error; use `--web-login` |',
    ...variables,
    '',
    'An error names the option (`UNKNOWN_OPTION`, exit code 2); what has no effect is named at the beginning of the log.',
  ].join('\n');
}

const intro = `# The command line

Generated from the option tables in \`src/core/options/flags/\`.

\`tsloc [options] [UserClass ...]\` runs the user classes of a file, all of them or those named.

- Values follow their option in any of these forms: \`--users 10\`, \`--users=10\`, \`-u 10\`, \`-u10\`, \`-u=10\`.
- Long options may be abbreviated to any unambiguous prefix: \`--spawn 5\`.
- If an option is repeated, the last value wins; only \`--target\` and \`--fail-if\` add up. \`--\` ends the options.
- \`-T\`, \`-E\`, \`--config-users\` and \`--expected-statuses\` take every word up to the next option: put class names first, or after \`--\`.
- Each option without a value has a negated form, \`--no-headless\`, that overrides files and variables.
- Time spans are \`20\`, \`20s\`, \`3m\`, \`2h\`, \`1h20m\` or \`3h30m10s\`: whole numbers, in this order.

Variables such as \`${flags.numUsers.env}\` are Locust's. Each option also has a variable of tsloc's:
\`TSLOC_\` and its long name, such as \`TSLOC_SPAWN_RATE\`. \`LOCUST_USER_CLASSES\` (or \`TSLOC_USER_CLASSES\`) names classes,
separated by white space. Variables of options without a value are \`true\`, \`yes\`, \`on\`, \`1\`, \`false\`, \`no\`, \`off\` or \`0\`.
Two of Locust's variables belong to no option: \`LOCUST_WAIT_FOR_WORKERS_REPORT_AFTER_RAMP_UP\`, the seconds that a master waits
for the reports of its workers after a ramp, and \`LOCUST_WORKER_ADDITIONAL_WAIT_BEFORE_READY_AFTER_STOP\`, the seconds that a
worker waits after a test before it is ready for the next.`;

const configuration = `## Configuration files

From lowest to highest precedence: defaults, \`~/.locust.conf\`, \`locust.conf\`, \`pyproject.toml\` (table \`[tool.locust]\`),
the key \`tsloc\` of \`package.json\`, \`tsloc.config.*\`, the file of \`--config\`, \`LOCUST_…\` variables, \`TSLOC_…\` variables, the
command line. All files contribute; where several of them set a key, the one of the highest precedence wins. tsloc looks for
files in the working directory.

\`locust.conf\` has one option per line, by its long name: \`users = 10\`, \`users: 10\`, \`users 10\` or \`--users 10\`. A name alone
is \`true\`; \`#\` and \`;\` begin comments; \`[section]\` lines are ignored; \`[a, b]\` is a list. \`--config\` cannot
be set in a file.

\`tsloc.config.ts\` (or \`.mts\`, \`.js\`, \`.mjs\`, \`.cjs\`, \`.json\`, \`.yaml\`, \`.yml\`) holds an object with names in camelCase
(type \`TslocConfig\`):

\`\`\`ts
import { defineConfig } from 'tsloc';

export default defineConfig({ locustfile: 'load/users.ts', users: 100, spawnRate: 10, runTime: '5m', headless: true });
\`\`\`

An unknown key is an error with a suggestion (\`UNKNOWN_OPTION\`). \`tsloc config\` prints each option's value and its source.`;

const commands = `## Subcommands

| command | what it does |
|---|---|
| \`tsloc demo [run options]\` | starts the sample service on a free port, runs the bundled users against it with the web page (unless \`--headless\`) and stops both |
| \`tsloc demo --serve-only [--port 8000] [--error-rate 0.01] [--latency-scale 2] …\` | serves until Ctrl-C; see [the sample service](sample-service.md) |
| \`tsloc config [options]\` | prints the value of each option and where it was set |
| \`tsloc init [--yes]\` | writes locustfile.ts, adds a script \`load\` and compiler settings; overwrites nothing, asks nothing with \`--yes\` |
| \`tsloc validate [options]\` | checks types with the project's TypeScript, loads the files, runs each task once, by one user of each class, and prints each request; tags, \`--scenario\`, \`--expected-statuses\` and \`--trace\` apply as in a run; the tasks of a class may take 60 s together, or the \`--run-time\` that is typed; exit code 1 if anything failed |
| \`tsloc scenarios [NAME ...] [--cron github]\` | lists the [scenarios](scenarios.md) that \`--scenario\` can name, or prints a schedule for them |
| \`tsloc report PREFIX [--html FILE] [--theme dark]\` | creates an HTML report from the four CSV files of an earlier run of tsloc or Locust |`;

const output = `## Output during a run

On a terminal, a headless run draws a live view: state and run time, users, rates, failures and percentiles with a chart
each, the busiest rows, and the newest failures and exceptions:

\`\`\`
running    ███████████░░░░░░░░░░░░░░░░░░░ 23s of 60s  412 requests  ? keys
users      20/20             ▁▃▅███████████████████                   max 20
requests/s 18.3              ▁▂▅▆▇▆█▇▇▆▇█▇▆▇▇█▆▇▇▆█▇                  max 29.0
failures/s 0.2 (0.73%)       ▁▁▁▁▁▁▁▁█▁▁▁▁▁▁▁▁▁█▁▁▁█                  max 1.0
p50        23 ms             ▁█▇▆▆▇▆▆▇▆▆▇▆▇▆▆▆▇▆▆▇▆▆                  max 28 ms
p95        91 ms             ▁▇█▄▅▅▆▄▅▅▄▅▆▅▄▅▅▆▅▄▅▅▄                  max 93 ms
p99        129 ms            ▁▆█▃▄▄▅▄▅▄▃▄▅▄▄▅▄▅▄▄▅▄▄                  max 129 ms

busiest, times in ms                                    failed  req/s  p50  p95
POST /auth/login                                             0    3.7   28   58
POST /files                                                  3    2.7   68  129
GET /files/:id/status                                        0    1.3    7    7
… 11 more

newest failures
3× POST /files: HTTPError('503 Server Error: Service Unavailable for url: /fil…
\`\`\`

Rates and percentiles, in the header and in the rows, are those of the last five seconds; counts and the share of failures are
those of the whole run; charts have a value for each second. Output of the test itself appears above the view. With a pipe, \`--plain\`, \`--print-stats\`, \`TERM=dumb\`, \`CI\` or \`NO_COLOR\`, the run prints
Locust's tables every two seconds instead. The final tables are the same in both cases. All of it goes to stderr; the output of
\`--json\` and of \`console.log\` in a test goes to stdout.

On a terminal, single keys change the run, except with a load shape: \`w\` and \`W\` add 1 and 10 users, \`s\` and \`S\` stop 1
and 10, \`q\` stops gracefully, \`?\` lists the keys.

\`--request-log requests.csv\` writes a line for each request: the columns of Locust's CsvRequestLogger, then
\`Response Time\` and \`Failure\`. A name that ends in \`.jtl\` selects JMeter's columns, \`.jsonl\` one JSON object per line. The file
is written in the background; if the disk is too slow, the run ends with an error that tells how many requests are missing.
In JMeter's columns, \`threadName\` is the method, \`grpThreads\` and \`allThreads\` are the users that are running (on a worker,
its own), \`Latency\` and \`Connect\` are measured where \`client.phases\` is on (\`Latency\` of streamed responses always),
and what is not measured is 0: \`sentBytes\`, and \`IdleTime\`, which users do not have within a request.

\`getLogger('shop').info('…')\` writes to the log of the run, and \`getLogger('locust.runners').setLevel('WARNING')\` sets the
level of a logger and of its child loggers (type \`NamedLogger\`). \`--json-logs\` makes every line of a run on
stderr a JSON object, tables and traces included; an error that keeps the run from starting is plain text.`;

const exits = `## Exit codes

| code | meaning |
|---|---|
| 0 | every threshold of the [targets](targets.md) is met and, unless a threshold limits errors, no request failed and no task threw; \`--help\`, \`--version\`, \`--list\`, \`--show-task-ratio\` |
| 1 | a failed request, or an exception in a task (\`--exit-code-on-error\` changes this code); a missed threshold; a failed listener of \`init\`; a file or class that cannot be run; \`--autoquit\` without \`--autostart\`; a port in use of \`tsloc demo --serve-only\` |
| 2 | an invalid option or target, a failed event listener, another part of the run that failed, such as a report, or an incomplete file: these also with \`--exit-code-on-error 0\`; a web port in use |
| 3 | a missed \`--check-rps\`, \`--check-fail-ratio\` or \`--check-avg-response-time\` |
| 130, 143, 129 | a second Ctrl-C, SIGTERM or SIGHUP, or a first one while code blocks the event loop; otherwise the first one stops gracefully, with the codes above |
| 255 | \`--config-users\` names a class that does not exist; a worker found no master within five minutes; \`--master\` together with \`--worker\` |

With several scenarios, the exit code is the highest one of any scenario, and at least 1 if one of them did not run.

\`environment.processExitCode\`, set by a listener of \`testStop\` or \`quitting\`, overrides every code
above but 129, 130 and 143. Set it only to fail a run: a 0 also hides a missed target, an incomplete file, a worker that failed, and a
run that measured nothing.`;
