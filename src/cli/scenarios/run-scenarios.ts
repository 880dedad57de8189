/** Runs scenarios one after another, each in a process of its own: nothing of one is left for the next. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:os';
import type { Options } from '../../core/options/options.js';
import { sleep } from '../../util/loop/clock.js';
import type { ScenarioResult } from './scenario-result.js';
import { SignalRelay } from './signal-relay.js';
import { type ScenarioOutcome, summaryTable, worstExitCode } from './summary-table.js';

/** What it needs. */
export interface Sequence {
  readonly names: readonly string[];
  /** The arguments of this command. */
  readonly argv: readonly string[];
  readonly options: Options;
  /** Prints a line. */
  readonly write: (line: string) => void;
}

const defaultCoolDownSeconds = 5;
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Prints a summary, and returns the worst exit code. A signal ends the current scenario gracefully, and skips the others. */
export async function runScenarios({ names, argv, options, write }: Sequence): Promise<number> {
  const stopped = new AbortController();
  const outcomes: ScenarioOutcome[] = [];
  const relay = new SignalRelay();
  for (const signal of signals) {
    process.on(signal, () => {
      stopped.abort();
      relay.pass(signal);
    });
  }
  for (const [i, name] of names.entries()) {
    if (i > 0) await coolDown((options.coolDown ?? defaultCoolDownSeconds) * 1000, stopped.signal);
    if (stopped.signal.aborted) {
      outcomes.push({ name, exitCode: null, result: null });
      continue;
    }
    write(`Scenario ${name} (${i + 1} of ${names.length})`);
    const nth = names.slice(0, i + 1).filter((one) => one === name).length;
    const child = fork(process.argv[1] as string, scenarioArguments(argv, options, name, nth));
    relay.attach(child);
    outcomes.push(await outcomeOf(child, name));
  }
  for (const line of ['', ...summaryTable(outcomes)]) write(line);
  return worstExitCode(outcomes);
}

/** The same command with one scenario; files that it names get the scenario in their names, and `_2` if it is the second of it. */
export function scenarioArguments(argv: readonly string[], options: Options, name: string, nth = 1): string[] {
  const { csvPrefix, htmlFile, jsonFile, requestLog, junit, targetsFile } = options;
  const label = nth === 1 ? name : `${name}_${nth}`;
  const file = (option: string, path: string | null) =>
    path ? [option, path.replace(/(\.\w+)?$/, (end) => `_${label}${end}`)] : [];
  const added = [
    ...['--scenario', name],
    ...(csvPrefix ? ['--csv', `${csvPrefix}_${label}`] : []),
    ...(jsonFile ? ['--json-file', `${jsonFile}_${label}`] : []),
    ...file('--html', htmlFile),
    ...file('--request-log', requestLog),
    ...file('--junit', junit),
    ...file('--targets-file', targetsFile),
  ];
  const end = argv.includes('--') ? argv.indexOf('--') : argv.length;
  return [...argv.slice(0, end), ...added, ...argv.slice(end)];
}

async function coolDown(ms: number, stopped: AbortSignal): Promise<void> {
  await sleep(ms, stopped).catch(() => {});
}

async function outcomeOf(child: ChildProcess, name: string): Promise<ScenarioOutcome> {
  let result: ScenarioResult | null = null;
  child.on('message', (message) => {
    if ('scenario' in Object(message)) result = message as ScenarioResult;
  });
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return { name, exitCode: code ?? 128 + (signal === null ? 0 : constants.signals[signal]), result };
}
