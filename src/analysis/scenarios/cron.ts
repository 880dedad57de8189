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

/** The text of a schedule; `options` are those of each run, such as `-f users.ts`. */
export function renderCron(
  engine: CronEngine,
  scenarios: readonly ScheduledScenario[],
  options: readonly string[],
): string {
  if (engine === 'crontab') return renderCrontab(scenarios, options);
  return engine === 'github' ? renderGithub(scenarios, options) : renderKubernetes(scenarios, options);
}

/** Time for an installation, and for users that finish their tasks. */
const extraMinutes = 10;

function commandOf({ name }: ScheduledScenario, options: readonly string[]): string[] {
  return ['npx', 'tsloc', ...options, '--scenario', name, '--output', 'results'];
}

function renderCrontab(scenarios: readonly ScheduledScenario[], options: readonly string[]): string {
  const lines = scenarios.map((one) => `${one.schedule} cd /path/to/project && ${shellWords(commandOf(one, options))}`);
  return ['# Add these lines with: crontab -e', ...lines, ''].join('\n');
}

function renderGithub(scenarios: readonly ScheduledScenario[], options: readonly string[]): string {
  const schedules = [...new Set(scenarios.map(({ schedule }) => schedule))];
  return [
    '# .github/workflows/load-tests.yml',
    'name: Load tests',
    'on:',
    '  workflow_dispatch:',
    '  schedule:',
    ...schedules.map((schedule) => `    - cron: '${schedule}'`),
    'jobs:',
    ...scenarios.flatMap((one) => githubJob(one, options)),
    '',
  ].join('\n');
}

function githubJob(scenario: ScheduledScenario, options: readonly string[]): string[] {
  const { name, schedule, duration } = scenario;
  const limit = duration === null ? [] : [`    timeout-minutes: ${Math.ceil(duration / 60) + extraMinutes}`];
  return [
    `  ${name.replaceAll('.', '-')}:`,
    `    if: github.event_name != 'schedule' || github.event.schedule == '${schedule}'`,
    '    runs-on: ubuntu-latest',
    ...limit,
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - uses: actions/setup-node@v4',
    '        with:',
    '          node-version: 22',
    '      - run: npm ci',
    `      - run: ${shellWords(commandOf(scenario, options))}`,
    '      - uses: actions/upload-artifact@v4',
    '        if: always()',
    '        with:',
    `          name: load-test-${name}`,
    '          path: results',
  ];
}

function renderKubernetes(scenarios: readonly ScheduledScenario[], options: readonly string[]): string {
  const jobs = scenarios.map((scenario) => {
    const { name, schedule } = scenario;
    return `apiVersion: batch/v1
kind: CronJob
metadata:
  name: load-test-${name.toLowerCase().replaceAll('_', '-')}
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
              command: ${JSON.stringify(commandOf(scenario, options))}
`;
  });
  return jobs.join('---\n');
}

function shellWords(words: readonly string[]): string {
  return words.map((word) => (/^[\w./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
