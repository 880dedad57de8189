/** Schedules of scenarios for common engines: crontab, GitHub Actions, Kubernetes. */

/** The engines. */
export const cronEngines = ['crontab', 'github', 'kubernetes'] as const;
export type CronEngine = (typeof cronEngines)[number];

/** A scenario and when it runs. */
export interface ScheduledScenario {
  readonly name: string;
  /** Five fields of cron. */
  readonly schedule: string;
  /** How long it takes, seconds; null without an end. */
  readonly duration: number | null;
}

/** Those without a schedule run every day, one after another from 2:00 on: two at a time would disturb each other. */
export function withSchedules(
  scenarios: readonly (Omit<ScheduledScenario, 'schedule'> & { readonly schedule: string | undefined })[],
): ScheduledScenario[] {
  let minute = firstMinute;
  return scenarios.map(({ schedule, ...rest }) => {
    if (schedule !== undefined) return { ...rest, schedule };
    const daily = `${minute % 60} ${Math.floor(minute / 60) % 24} * * *`;
    minute += Math.ceil((rest.duration ?? defaultSeconds) / 60) + extraMinutes;
    return { ...rest, schedule: daily };
  });
}

/** The text of a schedule; `options` are those of each run, such as `-f users.ts`. */
export function renderCron(
  engine: CronEngine,
  scenarios: readonly ScheduledScenario[],
  options: readonly string[],
): string {
  if (engine === 'crontab') return renderCrontab(scenarios, options);
  return engine === 'github' ? renderGithub(scenarios, options) : renderKubernetes(scenarios, options);
}

/** 2:00. */
const firstMinute = 120;
/** Of a scenario without an end. */
const defaultSeconds = 3600;
/** Time for an installation, and for users that finish their tasks. */
const extraMinutes = 10;
/** GitHub ends the jobs of its own runners then. */
const hostedMinutes = 360;
/** The longest name of a CronJob. */
const maxJobName = 52;

function commandOf({ name }: ScheduledScenario, options: readonly string[]): string[] {
  return ['npx', 'tsloc', ...options, '--scenario', name, '--output', 'results'];
}

function renderCrontab(scenarios: readonly ScheduledScenario[], options: readonly string[]): string {
  const lines = scenarios.map((one) => {
    const command = shellWords(commandOf(one, options)).replaceAll('%', '\\%'); // cron ends a command at %
    return `${one.schedule} cd /path/to/project && ${command}`;
  });
  return ['# Add these lines with: crontab -e', ...lines, ''].join('\n');
}

function renderGithub(scenarios: readonly ScheduledScenario[], options: readonly string[]): string {
  const schedules = [...new Set(scenarios.map(({ schedule }) => schedule))];
  const jobIds = distinct(scenarios.map(({ name }) => name.replaceAll('.', '-').replace(/^[^a-z_]/i, '_$&')));
  return [
    '# .github/workflows/load-tests.yml',
    'name: Load tests',
    'on:',
    '  workflow_dispatch:',
    '  schedule:',
    ...schedules.map((schedule) => `    - cron: '${schedule}'`),
    'jobs:',
    ...scenarios.flatMap((one, i) => githubJob(one, jobIds[i] as string, options)),
    '',
  ].join('\n');
}

function githubJob(scenario: ScheduledScenario, id: string, options: readonly string[]): string[] {
  const { name, schedule, duration } = scenario;
  return [
    `  ${id}:`,
    `    if: github.event_name != 'schedule' || github.event.schedule == '${schedule}'`,
    '    runs-on: ubuntu-latest',
    ...timeLimit(duration),
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - uses: actions/setup-node@v4',
    '        with:',
    '          node-version: 22',
    '      - run: npm ci',
    `      - run: ${yamlText(shellWords(commandOf(scenario, options)))}`,
    '      - uses: actions/upload-artifact@v4',
    '        if: always()',
    '        with:',
    `          name: load-test-${name}`,
    '          path: results',
  ];
}

/** In quotes where YAML would end the text, or read a key. */
function yamlText(text: string): string {
  return /: | #|:$/.test(text) ? `'${text.replaceAll("'", "''")}'` : text;
}

function timeLimit(duration: number | null): string[] {
  if (duration === null) return [];
  const minutes = Math.ceil(duration / 60) + extraMinutes;
  const remark =
    minutes > hostedMinutes ? ' # more than the 360 of GitHub-hosted runners: use a runner of your own' : '';
  return [`    timeout-minutes: ${minutes}${remark}`];
}

/** The same names, with numbers where two are equal. */
function distinct(names: readonly string[]): string[] {
  return names.map((name, i) => (names.indexOf(name) === i ? name : `${name}-${i + 1}`));
}

function renderKubernetes(scenarios: readonly ScheduledScenario[], options: readonly string[]): string {
  const names = distinct(scenarios.map(({ name }) => kubernetesName(name)));
  const jobs = scenarios.map((scenario, i) => {
    const { schedule } = scenario;
    return `apiVersion: batch/v1
kind: CronJob
metadata:
  name: ${names[i]}
spec:
  schedule: '${schedule}'
  concurrencyPolicy: Forbid
  jobTemplate:
    spec:
      backoffLimit: 0
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: tsloc
              image: your-image # Node, your tests and tsloc
              command: ${JSON.stringify(commandOf(scenario, options))} # mount a volume at results to keep the files
`;
  });
  return jobs.join('---\n');
}

/** A DNS name, shorter than it may be: a number may follow. */
function kubernetesName(name: string): string {
  const jobName = `load-test-${name.toLowerCase().replaceAll('_', '-')}`;
  return jobName.slice(0, maxJobName - 4).replace(/[^a-z0-9]+$/, '');
}

function shellWords(words: readonly string[]): string {
  return words.map((word) => (/^[\w./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
