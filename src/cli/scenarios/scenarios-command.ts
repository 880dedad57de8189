/** `tsloc scenarios`: lists scenarios with their users over time, or prints a schedule for them. */
import { type CronEngine, cronEngines, renderCron, withSchedules } from '../../analysis/scenarios/cron.js';
import { durationOf, peakOf, usersOverTime } from '../../analysis/scenarios/load.js';
import { resolveScenario } from '../../analysis/scenarios/resolve-scenario.js';
import type { Scenario, Scenarios } from '../../analysis/scenarios/scenario.js';
import { TslocError } from '../../util/error.js';
import { sparkline } from '../live-view/sparkline.js';
import { importScript } from '../loading/load-file.js';
import { findScenarios } from './scenario-files.js';

const usage = `Usage: tsloc scenarios [NAME ...] [--scenario-file FILE] [--cron crontab|github|kubernetes] [-f FILES] [-H HOST]

Lists the scenarios that --scenario can name: the built-in ones, and those of tsloc.scenarios.yaml, .json or .ts. With
--cron, prints a schedule for the named ones, or for those that have a schedule; -f and -H are passed on.
`;

/** The dependencies of the command. */
export interface ScenariosPlace {
  readonly folder: string;
  /** Columns of the terminal; null without one. */
  readonly columns: number | null;
  /** The file that variables or configuration files name; null without one. */
  readonly configuredFile?: () => Promise<string | null>;
}

/** Returns what to print. @throws {TslocError} `BAD_OPTION`, `UNKNOWN_SCENARIO`, `BAD_SCENARIO`; exit code 2 */
export async function scenariosCommand(
  argv: readonly string[],
  { folder, columns, configuredFile = async () => null }: ScenariosPlace,
): Promise<string> {
  if (argv.includes('-h') || argv.includes('--help')) return usage;
  const { names, file, cron, options } = readArguments(argv);
  const scenarios = await findScenarios(folder, file ?? (await configuredFile()), importScript);
  const chosen = (names.length > 0 ? names : [...scenarios.keys()]).map((name) => resolveScenario(name, scenarios));
  if (cron === null) return scenarioList(chosen, scenarios, columns);
  return renderCron(cron, scheduledOf(chosen, names), options);
}

interface ScenariosArguments {
  readonly names: readonly string[];
  readonly file: string | null;
  readonly cron: CronEngine | null;
  /** Passed on to each run. */
  readonly options: readonly string[];
}

function readArguments(argv: readonly string[]): ScenariosArguments {
  const words = argv.flatMap((word) =>
    /^--[\w-]+=/.test(word) ? [word.split('=', 1)[0] as string, word.replace(/^[^=]*=/, '')] : [word],
  );
  const values = new Map<string, string>();
  const names: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as string;
    if (!word.startsWith('-')) names.push(word);
    else {
      const option = { '--locustfile': '-f', '--host': '-H' }[word] ?? word;
      if (!['--scenario-file', '--cron', '-f', '-H'].includes(option))
        throw badArgument(`unrecognized arguments: ${word}`);
      const value = words[++i];
      if (value === undefined) throw badArgument(`argument ${word}: expected one argument`);
      values.set(option, value);
    }
  }
  const cron = values.get('--cron') ?? null;
  if (cron !== null && !cronEngines.some((engine) => engine === cron))
    throw badArgument(
      `argument --cron: invalid choice: '${cron}' (choose from ${cronEngines.map((one) => `'${one}'`).join(', ')})`,
    );
  const file = values.get('--scenario-file') ?? null;
  const passed = ['-f', '-H'].flatMap((option) => (values.has(option) ? [option, values.get(option) as string] : []));
  return {
    names,
    file,
    cron: cron as CronEngine | null,
    options: [...passed, ...(file === null ? [] : ['--scenario-file', file])],
  };
}

function badArgument(message: string): TslocError {
  return new TslocError('BAD_OPTION', message, { exitCode: 2 });
}

function scheduledOf(chosen: readonly Scenario[], names: readonly string[]) {
  const scheduled = names.length > 0 ? chosen : chosen.filter(({ schedule }) => schedule !== undefined);
  if (scheduled.length === 0)
    throw badArgument(
      "argument --cron: expected names of scenarios, or a scenario with a schedule such as '0 2 * * *'",
    );
  return withSchedules(scheduled.map(({ name, schedule, load }) => ({ name, schedule, duration: durationOf(load) })));
}

const chartWidth = 24;

/** One line a scenario: name, users over time, peak, duration, description. */
function scenarioList(chosen: readonly Scenario[], scenarios: Scenarios, columns: number | null): string {
  const rows = chosen.map((scenario) => [
    scenario.name,
    sparkline(usersOverTime(scenario.load, chartWidth), chartWidth),
    `${peakOf(scenario.load) ?? '-u'} users`,
    durationText(durationOf(scenario.load)),
    [scenario.description ?? '', scenarios.get(scenario.name)?.place === 'built in' ? '' : '(own)'].join(' ').trim(),
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => (row[column] as string).length)));
  const lines = rows.map((row) => {
    const cells = row.map((cell, i) =>
      i === 2 || i === 3 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0),
    );
    const line = cells.join('  ').trimEnd();
    return columns === null ? line : line.slice(0, columns);
  });
  return `${lines.join('\n')}\n`;
}

/** `1h30m`; nothing without an end. */
export function durationText(seconds: number | null): string {
  if (seconds === null) return 'no end';
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'm'],
    [Math.round(seconds % 60), 's'],
  ] as const;
  return parts.map(([value, unit]) => (value > 0 ? `${value}${unit}` : '')).join('') || '0s';
}
