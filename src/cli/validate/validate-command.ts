/** `tsloc validate`: checks types, loads the files, checks the classes, and runs each task once. */

import { optionTargets } from '../../analysis/targets/option-targets.js';
import { checkTargets } from '../../run/run-targets.js';
import type { Loaded } from '../loading/load-file.js';
import { superviseLoading } from '../loading/supervise-loading.js';
import type { CommandDescription, RunRequest } from '../options/command.js';
import { type CommandLine, type LoadedRequest, readRequest } from '../options/read-request.js';
import { commandLine } from '../options/settings.js';
import { createLog, type LogOptions } from '../run/create-log.js';
import { applyEqualWeights, chooseUserClasses } from '../run/run-command.js';
import type { Terminal } from '../terminal/terminal.js';
import { type OnceResult, runTasksOnce } from './run-tasks-once.js';
import { superviseTasks } from './supervise-tasks.js';
import { checkTypes } from './type-check.js';

/** How long all tasks of a class may take together without `--run-time`. */
const defaultTimeoutSeconds = 60;

/** Texts of the command. */
export function validateDescription(description: CommandDescription): CommandDescription {
  return {
    ...description,
    name: 'tsloc validate',
    description: "Checks types with the project's TypeScript, loads the files and runs each task once as one user.",
    epilogue: `
The tasks of a class may take 60 seconds together, or the --run-time that is typed.
Exit code 0: no type error, no failed request, no exception, no failed listener; 1: otherwise.`,
  };
}

/** Where the command prints. */
export interface ValidateOutput {
  /** Gets the results. */
  readonly write: (line: string) => void;
  /** Gets what goes wrong while files are loaded. */
  readonly terminal: Terminal;
}

/** Returns the exit code. @throws {TslocError} what is wrong with options, files or classes */
export async function validateCommand(
  description: CommandDescription,
  line: CommandLine,
  { write, terminal }: ValidateOutput,
): Promise<number> {
  const read = await superviseLoading(terminal, () => readRun(description, line, write));
  if (read.kind === 'print') {
    write(read.text.trimEnd());
    return 0;
  }
  const { loaded, request } = read;
  checkTargets([...loaded.targets, ...optionTargets(request.options)], [...loaded.userClasses.values()]);
  const types = checkTypes(loaded.files, line.folder);
  write(`types: ${types.status}${types.text === '' ? '' : `\n${types.text}`}`);
  const isSound = await superviseTasks(write, () => runClasses(request, loaded, write));
  return types.status !== 'failed' && isSound ? 0 : 1;
}

/** Reads the options, loads the files and creates their shapes. */
async function readRun(
  description: CommandDescription,
  line: CommandLine,
  write: (line: string) => void,
): Promise<LoadedRequest> {
  const onLogOptions = (options: LogOptions) => void createLog({ ...options, loglevel: 'WARNING' }, write);
  const read = await readRequest(validateDescription(description), { ...line, onLogOptions });
  if (read.kind === 'print') return read;
  const { request, loaded } = await withScenario(read, line.folder);
  for (const shape of loaded.shapes) new shape();
  return { kind: 'run', request, loaded };
}

interface ReadRun {
  readonly request: RunRequest;
  readonly loaded: Loaded;
}

/** With the values of `--scenario`; several are only checked. @throws {TslocError} `UNKNOWN_SCENARIO`, `BAD_SCENARIO` */
async function withScenario({ request, loaded }: ReadRun, folder: string): Promise<ReadRun> {
  if (request.options.scenario === null) return { request, loaded };
  const { planScenarios } = await import('../scenarios/scenario-command.js');
  const plan = await planScenarios(request, loaded, folder);
  return plan.kind === 'one' ? plan : { request, loaded };
}

/** `--run-time` as typed: files and scenarios have that of a load test. */
function timeoutSecondsOf({ settings }: RunRequest): number {
  const typed = settings.findLast(({ key, source }) => key === 'runTime' && source === commandLine);
  return Number(typed?.value) || defaultTimeoutSeconds;
}

async function runClasses(request: RunRequest, loaded: Loaded, write: (line: string) => void): Promise<boolean> {
  const { options } = request;
  const log = createLog({ ...options, loglevel: 'WARNING' }, write);
  const chosen = chooseUserClasses(options, loaded);
  applyEqualWeights(options, chosen);
  return runTasksOnce(chosen, {
    options,
    log,
    timeoutSeconds: timeoutSecondsOf(request),
    write,
    onStart: ({ name }) => write(`${name}:`),
    onEnd: (_, result) => write(resultLine(result)),
  });
}

function resultLine({ requests, failures, exceptions, timedOutAfterSeconds }: OnceResult): string {
  const counts = `  ${requests} requests, ${failures} failures, ${exceptions} exceptions`;
  return timedOutAfterSeconds === null
    ? counts
    : `${counts}, stopped after ${timedOutAfterSeconds} s: a task did not end`;
}
