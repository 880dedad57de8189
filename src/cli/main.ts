/** The `tsloc` command. */
import { fileURLToPath } from 'node:url';
import { optionTargets } from '../analysis/targets/option-targets.js';
import { events } from '../core/events/global-events.js';
import type { Options } from '../core/options/options.js';
import { exitCodes } from '../core/results/exit-code.js';
import type { RunResult } from '../core/results/run-result.js';
import type { Run } from '../run/run.js';
import type { RunParts } from '../run/run-parts.js';
import { maxBlockedMs } from '../runner/watchdog/run-deadline.js';
import type { Log } from '../util/log/log.js';
import { epochSeconds } from '../util/loop/clock.js';
import { printableText } from '../util/text/printable.js';
import { takeChildKind } from './cluster/child-environment.js';
import { clusterPlan } from './cluster/cluster-plan.js';
import type { MasterAddress } from './cluster/files-from-master.js';
import { configCommand } from './config-command.js';
import type { SampleService } from './demo-command.js';
import { type Loaded, loadFiles } from './loading/load-file.js';
import { findLocustfiles } from './loading/locustfiles.js';
import { superviseLoading } from './loading/supervise-loading.js';
import type { CommandDescription, RunRequest } from './options/command.js';
import { collectTypedKeys, readCommand } from './options/command.js';
import { pagePlan } from './options/page-options.js';
import { cacheFolder, configuredScenarioFile, readRequest } from './options/read-request.js';
import { createLog, createSummaryWriter, createTableWriter, type LogOptions } from './run/create-log.js';
import { withOutputFolder } from './run/output-folder.js';
import { pageFacts } from './run/page-parts.js';
import { executeRun, isPrintOnly, prepareRun } from './run/run-command.js';
import { startNotes } from './run/start-notes.js';
import { superviseProcess } from './run/supervise.js';
import { hintAtMeaning, type Subcommand, subcommandList } from './subcommands.js';
import { printError } from './terminal/print-error.js';
import { Terminal } from './terminal/terminal.js';
import { writeOut } from './terminal/write-out.js';
import { version, versionText } from './version.js';
import { workingDirectory } from './working-directory.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const terminal = new Terminal(process.stderr);
const childKind = takeChildKind(process.env);

const helpWidth = process.stdout.columns ? { columns: process.stdout.columns } : {};

const description: CommandDescription = {
  name: 'tsloc',
  description: 'Load tests as TypeScript classes, reported in the formats of Locust.',
  version: versionText(),
  extra: [],
  epilogue: subcommandList(),
  ...helpWidth,
};

/** Runs the command line and ends the process; a user error prints one message, never a stack trace. */
export async function main(argv: readonly string[]): Promise<void> {
  // A closed pipe (`| head`) must not end a run.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  try {
    process.exit(await dispatch(argv));
  } catch (thrown) {
    terminal.endBlock();
    process.exit(printError(hintAtMeaning(thrown, argv), terminal.write));
  }
}

function dispatch(argv: readonly string[]): Promise<number> {
  const commands: Record<Subcommand, typeof plain> = { demo, config, init, validate, report, scenarios };
  const [name = '', ...rest] = argv;
  return Object.hasOwn(commands, name) ? commands[name as Subcommand](rest) : plain(argv);
}

async function plain(argv: readonly string[]): Promise<number> {
  const onLogOptions = (options: LogOptions) => void createLog(options, terminal.write);
  const line = { argv, env: process.env, folder: workingDirectory(), takeFiles, onLogOptions };
  const read = await whileParentLives(() => superviseLoading(terminal, () => readRequest(description, line)));
  if (read.kind === 'print') return writeOut(read.text);
  const { request, loaded } = read;
  if (request.options.scenario === null && !nameScenarios(request, loaded)) return runNodes(request, loaded, argv);
  const { planScenarios } = await import('./scenarios/scenario-command.js');
  const plan = await planScenarios(request, loaded, line.folder);
  if (plan.kind === 'one') return runNodes(plan.request, plan.loaded, argv);
  const { runScenarios } = await import('./scenarios/run-scenarios.js');
  const { options } = request;
  return runScenarios({ ...plan, argv, options, write: createSummaryWriter(options, terminal.write) });
}

/** True if targets are about scenarios: their names are checked even if none runs. */
function nameScenarios({ options }: RunRequest, { targets }: Loaded): boolean {
  return [...targets, ...optionTargets(options)].some(({ scenario }) => scenario !== null);
}

/** A child does not outlive its parent while it loads its files, or waits for those of a master. */
async function whileParentLives<Result>(work: () => Promise<Result>): Promise<Result> {
  const leave = () => process.exit(1);
  if (childKind !== null) process.once('disconnect', leave);
  try {
    return await work();
  } finally {
    process.off('disconnect', leave);
  }
}

async function takeFiles(address: MasterAddress): Promise<string[]> {
  const { filesFromMaster } = await import('./cluster/files-from-master.js');
  process.env.TSX_DISABLE_CACHE ??= '1'; // its cache would keep the files
  return filesFromMaster(address, workingDirectory(), terminal.write);
}

async function scenarios(argv: readonly string[]): Promise<number> {
  const { scenariosCommand } = await import('./scenarios/scenarios-command.js');
  const folder = workingDirectory();
  const configuredFile = () => configuredScenarioFile({ env: process.env, folder });
  return writeOut(await scenariosCommand(argv, { folder, columns: terminal.columns(), configuredFile }));
}

async function config(argv: readonly string[]): Promise<number> {
  const line = { argv, env: process.env, folder: workingDirectory() };
  return writeOut(await superviseLoading(terminal, () => configCommand(description, line)));
}

async function init(argv: readonly string[]): Promise<number> {
  const { initCommand } = await import('./init/init-command.js');
  const write = (line: string) => void writeOut(`${line}\n`);
  return initCommand(argv, { folder: workingDirectory(), version, ask: process.stdin.isTTY ? askYesNo : null, write });
}

async function askYesNo(question: string): Promise<boolean> {
  const { createInterface } = await import('node:readline');
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  prompt.once('SIGINT', () => process.exit(exitCodes.interrupted));
  const answer = await new Promise<string>((resolve) => {
    prompt.once('close', () => resolve('no')); // Ctrl-D
    prompt.question(question, resolve);
  });
  prompt.close();
  return /^(y(es)?)?$/i.test(answer.trim());
}

async function validate(argv: readonly string[]): Promise<number> {
  const { validateCommand } = await import('./validate/validate-command.js');
  const line = { argv, env: process.env, folder: workingDirectory() };
  const write = (text: string) => void writeOut(`${printableText(text)}\n`);
  return validateCommand(description, line, { terminal, write });
}

async function report(argv: readonly string[]): Promise<number> {
  const { reportCommand } = await import('./report-command.js');
  return writeOut(reportCommand(argv));
}

async function demo(argv: readonly string[]): Promise<number> {
  const { checkOneProcess, checkServeOnly, demoDescription, demoOptions, serveOnly, startSampleService } = await import(
    './demo-command.js'
  );
  const request = readCommand({ ...demoDescription, version: description.version, ...helpWidth }, argv, {
    env: process.env,
  });
  if (request.kind === 'print') return writeOut(request.text);
  if (request.extra.serveOnly === true) {
    checkServeOnly(request);
    return serveOnly(request.extra, terminal.write);
  }
  checkOneProcess(request);
  const service = await startSampleService(request.extra);
  try {
    const { locustfile } = demoOptions(request, service.url, root);
    const cache = cacheFolder({ argv, env: process.env }, []);
    const loaded = await loadFiles(await findLocustfiles(locustfile, root), cache);
    const { planDemo } = await import('./scenarios/scenario-command.js');
    const plan = await planDemo(request, loaded, workingDirectory());
    const options = demoOptions(plan.request, service.url, root);
    return await runWith({ ...plan.request, options }, plan.loaded, { service });
  } finally {
    await service.stop();
  }
}

/** Runs in one process, or as a master, a worker or child processes, as the options define. */
async function runNodes(request: RunRequest, loaded: Loaded, argv: readonly string[]): Promise<number> {
  if (childKind === null && isPrintOnly(request.options)) return runWith(request, loaded);
  const plan = clusterPlan(request.options);
  if (childKind === null && plan.role === 'alone') return runWith(request, loaded);
  const { nodeCommand } = await import('./cluster/node-command.js');
  const log = await startLog(request, loaded);
  const typed = collectTypedKeys(request.settings);
  const context = { plan, child: childKind, root, argv, typed, env: process.env, log, write: terminal.write };
  return nodeCommand(context, request.options, loaded, (options, onRun, createMaster) =>
    runWith({ ...request, options }, loaded, { log, onRun, createMaster }),
  );
}

/** The log of a process, with its first line; where `--otel` asks for it, what is sent elsewhere begins with it. */
async function startLog({ options }: RunRequest, { files }: Loaded): Promise<Log> {
  const log = createLog(options, terminal.write);
  const logger = log.logger('locust.main');
  logger.info(`Starting tsloc ${version}`);
  for (const note of startNotes(options, process.env)) logger.info(note);
  if (!options.otel) return log;
  const { enableOpenTelemetry } = await import('./open-telemetry/enable-open-telemetry.js');
  await enableOpenTelemetry({ options, files, folder: workingDirectory(), env: process.env, events, log, version });
  return log;
}

/** What some runs bring with them. */
interface RunExtras {
  readonly service?: SampleService;
  readonly log?: Log;
  readonly createMaster?: RunParts['createMaster'];
  readonly onRun?: (run: Run) => void;
}

async function runWith(request: RunRequest, loaded: Loaded, extras: RunExtras = {}): Promise<number> {
  const { options: given, rows } = request;
  const options =
    given.output === null ? given : withOutputFolder(given, loaded.files, new Date(epochSeconds() * 1000));
  const { service, createMaster, log = await startLog(request, loaded) } = extras;
  const prepared = await prepareRun(
    {
      options,
      env: process.env,
      log,
      terminal,
      writeTable: createTableWriter(options, terminal.write),
      page: pageFacts(version, loaded, rows),
      ...(createMaster === undefined ? {} : { createMaster }),
    },
    loaded,
  );
  if ('printed' in prepared) return writeOut(prepared.printed);
  extras.onRun?.(prepared.run);
  const publish = await publisher(options, prepared.run, log);
  const { autostart, quitAfterSeconds } = pagePlan(options);
  const hasTimeLimit = loaded.shapes.length === 0 && autostart && quitAfterSeconds === 0;
  const interruption = superviseProcess(prepared.run, log, {
    endsWithRunTime: hasTimeLimit,
    hasShape: loaded.shapes.length > 0,
    maxBlockedMs: hasTimeLimit ? null : maxBlockedMs,
    onAbandoned: publish,
  });
  const result = await executeRun(prepared, log, interruption);
  if (service !== undefined) log.logger('locust.main').info(await service.compare(result.snapshot));
  return publish(result);
}

/** Loaded before the run: a process that ends at once cannot load anything. */
async function publisher(options: Options, run: Run, log: Log): Promise<(result: RunResult) => number> {
  if (options.output === null && options.scenario === null) return ({ exitCode }) => exitCode;
  const { publishResult } = await import('./scenarios/scenario-result.js');
  return (result) => publishResult(options, result, run, log);
}
