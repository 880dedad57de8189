/** Situations of the command line, each written for Locust and for tsloc. */

/** All run headless with one user of `Shopper` for a second, against a host that answers, unless they say otherwise. */
export interface Situation {
  /** Python code and TypeScript code below the user class. */
  readonly code?: Twin;
  /** More members of the user class. */
  readonly members?: Twin;
  /** In place of the whole file. */
  readonly file?: Twin;
  /** `HOST` stands for the URL of the server, `EXT` for py or ts. */
  readonly args?: readonly string[];
  /** True leaves out the usual arguments. */
  readonly isBare?: boolean;
  readonly variables?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  /** Sent when all users have been spawned, 0.3 s apart. */
  readonly signals?: readonly NodeJS.Signals[];
  /** What both print. */
  readonly printed?: RegExp;
  /** Where exit codes differ: Locust's and tsloc's, and what the row in docs/locust-differences.md begins with. */
  readonly differs?: { readonly codes: readonly [theirs: number | null, ours: number | null]; readonly row: string };
}

type Twin = readonly [theirs: string, ours: string];

const camel = (name: string) => name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase());

/** A listener. */
const on = (event: string, theirs: string, ours: string): Twin => [
  `@events.${event}.add_listener\ndef listener(environment=None, **kwargs):\n    ${theirs}\n`,
  `events.${camel(event)}.addListener((given: any) => { ${ours} });\n`,
];
const throwsOn = (event: string) => on(event, "raise ValueError('broken')", "throw new Error('broken');");

/** A method of the user class. */
const method = (name: string, theirs: string, ours: string): Twin => [
  `    def ${name}(self):\n        ${theirs}\n`,
  `  override ${camel(name)}(): void { ${ours} }\n`,
];
const throwsIn = (name: string) => method(name, "raise ValueError('broken')", "throw new Error('broken');");
const taskWith = (theirs: string, ours: string): Twin => [
  `    @task(1000)\n    def more(self):\n        ${theirs}\n`,
  `  @task(1000) more(): void { ${ours} }\n`,
];

const shape: Twin = [
  'class Short(LoadTestShape):\n    def tick(self):\n        return (1, 1) if self.get_run_time() < 1 else None\n',
  'export class Short extends LoadShape { override tick() { return this.getRunTime() < 1 ? ([1, 1] as const) : null; } }\n',
];
const secondUser: Twin = [
  'class Other(User):\n    @task\n    def go(self):\n        pass\n',
  'export class Other extends User { @task go(): void {} }\n',
];
const exitCode = (code: number) =>
  on('quitting', `environment.process_exit_code = ${code}`, `given.environment.processExitCode = ${code};`);

export const situations: Readonly<Record<string, Situation>> = {
  // How a run ends
  'a run that passes': { printed: /Shutting down \(exit code 0\)/ },
  'failed requests': { args: ['-H', 'HOST/broken', '-t', '3'], printed: /Shutting down \(exit code 1\)/ },
  'failed requests, --exit-code-on-error 0': { args: ['-H', 'HOST/broken', '-t', '3', '--exit-code-on-error', '0'] },
  'failed requests, --exit-code-on-error 3': { args: ['-H', 'HOST/broken', '-t', '3', '--exit-code-on-error', '3'] },
  'a run-time limit': { printed: /--run-time limit reached, shutting down/ },
  'a shape that ends': { args: ['-H', 'HOST'], isBare: true, code: shape, printed: /Shape test stopping/ },
  'a run time beside a shape': { code: shape, printed: /--run-time limit reached|Shutting down/ },
  'a user that stops itself': {
    members: taskWith('raise StopUser()', 'throw new StopUser();'),
    differs: { codes: [0, 1], row: 'neither a request nor a custom metric was measured' },
  },
  'runner.quit() in a task': {
    members: taskWith('self.environment.runner.quit()', 'this.environment.runner?.quit();'),
    args: ['-t', '20'],
    differs: { codes: [0, 1], row: 'neither a request nor a custom metric was measured' },
  },
  'the process is ended in a task': { members: taskWith('raise SystemExit(3)', 'process.exit(3);') },
  SIGINT: { args: ['-t', '20'], signals: ['SIGINT'], printed: /Shutting down \(exit code 0\)/ },
  SIGTERM: { args: ['-t', '20'], signals: ['SIGTERM'], printed: /Got SIGTERM signal/ },
  'SIGINT after failed requests': { args: ['-t', '20', '-H', 'HOST/broken'], signals: ['SIGINT'] },
  'SIGINT twice, with a user that does not stop': {
    args: ['-t', '20', '-s', '20'],
    members: [
      '    @task(1000)\n    def wait_long(self):\n        import time\n        time.sleep(20)\n',
      '  @task(1000) async waitLong(): Promise<void> { await this.sleep(20); }\n',
    ],
    signals: ['SIGINT', 'SIGINT'],
    differs: { codes: [null, 130], row: 'second Ctrl-C' },
  },
  // Exceptions
  'an exception in a task': {
    members: taskWith("raise ValueError('broken')", "throw new Error('broken');"),
    printed: /broken/,
  },
  'an exception in on_start': { members: throwsIn('on_start'), printed: /broken/ },
  'an exception in on_stop': {
    members: throwsIn('on_stop'),
    printed: /broken/,
    differs: { codes: [0, 1], row: 'an exception in `onStop`' },
  },
  'an exception in an init listener': { code: throwsOn('init'), printed: /broken/ },
  'an exception in a test_start listener': { code: throwsOn('test_start'), printed: /broken/ },
  'an exception in a test_stop listener': { code: throwsOn('test_stop'), printed: /broken/ },
  'an exception in a spawning_complete listener': { code: throwsOn('spawning_complete'), printed: /broken/ },
  'an exception in a request listener': { code: throwsOn('request'), args: ['-t', '3'], printed: /broken/ },
  'an exception in a quitting listener': { code: throwsOn('quitting'), printed: /broken/ },
  'an exit code of a quitting listener': { code: exitCode(7), printed: /exit code 7/ },
  'exit code 0 of a quitting listener, after failures': { code: exitCode(0), args: ['-H', 'HOST/broken'] },
  // Files
  'no file': { args: ['-f', 'nowhere.EXT'], printed: /nowhere/ },
  'a file of another kind': { args: ['-f', 'users.txt'], files: { 'users.txt': '' } },
  'a folder without files': { args: ['-f', 'empty'], files: { 'empty/a.txt': '' } },
  'a syntax error': { file: ['class A(\n', 'export class A extends {\n'] },
  'an exception while the file is loaded': { file: ["raise ValueError('broken')\n", "throw new Error('broken');\n"] },
  'a file without classes': { file: ['x = 1\n', 'export const x = 1;\n'] },
  'an unknown class': { args: ['Nobody'], printed: /Nobody/ },
  'one of two classes': { code: secondUser, args: ['Shopper'], printed: /\{"Shopper": 1\}/ },
  'two files with a class of one name': {
    args: ['-f', 'locustfile.EXT,again.EXT'],
    files: {
      'again.py': 'from locust import User, task\nclass Shopper(User):\n    @task\n    def go(self):\n        pass\n',
      'again.ts': "import { task, User } from 'tsloc';\nexport class Shopper extends User { @task go(): void {} }\n",
    },
    printed: /Duplicate user class names: Shopper is defined in both/,
  },
  'tags that no task has': { args: ['-T', 'none'] },
  // Options
  'no host': {
    isBare: true,
    args: ['-t', '1'],
    printed: /host/,
    differs: { codes: [0, 1], row: 'missing host' },
  },
  'zero users': { args: ['-u', '0'] },
  'an empty host': { args: ['-H', ''], differs: { codes: [0, 1], row: 'missing host' } },
  'a host without a scheme': { args: ['-H', 'localhost'] },
  'a wrong number in a variable': {
    isBare: true,
    variables: { LOCUST_USERS: 'many' },
    printed: /invalid int value: 'many'/,
  },
  'a run described by variables': {
    isBare: true,
    variables: { LOCUST_HOST: 'HOST', LOCUST_USERS: '1', LOCUST_RUN_TIME: '1' },
    printed: /--run-time limit reached/,
  },
  'abbreviated options': {
    isBare: true,
    args: ['--ho', 'HOST', '--us', '1', '--run', '1'],
    printed: /--run-time limit reached/,
  },
  'an abbreviation of several options': { args: ['--web', 'x'], printed: /ambiguous option: --web could match/ },
  'a configuration file that is not there': { args: ['--config', 'none.conf'] },
  'a configuration file with a wrong value': {
    isBare: true,
    files: { 'locust.conf': 'users = many\n' },
    printed: /invalid int value: 'many'/,
  },
  'a configuration file with a wrong value of an option that is typed': {
    files: { 'locust.conf': 'users = many\n' },
    differs: { codes: [0, 2], row: 'a wrong value in a file or variable' },
  },
  '--headless and --autostart': { args: ['--autostart'] },
  '--autoquit without --autostart': { args: ['--autoquit', '1'] },
  '--autostart and --autoquit': {
    isBare: true,
    args: ['--headful', '--autostart', '--autoquit', '0', '-t', '1', '-H', 'HOST', '--web-port', '0'],
  },
  'a port that is in use': {
    isBare: true,
    args: ['--headful', '--web-host', '127.0.0.1', '--web-port', 'PORT', '-H', 'HOST'],
  },
  '--csv in a folder that is not there': { args: ['--csv', 'none/run'] },
  '--html in a folder that is not there': { args: ['--html', 'none/report.html'] },
  '--logfile in a folder that is not there': {
    args: ['--logfile', 'none/run.log'],
  },
  '--json-file in a folder that is not there': { args: ['--json-file', 'none/run'] },
  '--json': { args: ['--json', '-t', '3'], printed: /"num_requests": *\d/ },
  '--list': { args: ['--list'], printed: /Available Users:\n {4}Shopper/ },
  '--list of a file without classes': {
    args: ['--list'],
    file: ['x = 1\n', 'export const x = 1;\n'],
    differs: { codes: [0, 1], row: '`--list` of a file without user classes' },
  },
  '--show-task-ratio': { args: ['--show-task-ratio'], printed: /100\.0 +Shopper/ },
  '--show-task-ratio-json': { args: ['--show-task-ratio-json'], printed: /"ratio": 1/ },
  '--loglevel that there is not': { args: ['-L', 'LOUD'], printed: /loglevel/ },
  '--skip-log-setup': { args: ['--skip-log-setup'] },
  '--stop-timeout 0': { args: ['-s', '0'] },
  'a removed option': { args: ['--no-web'] },
};
