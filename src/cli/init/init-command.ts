/** `tsloc init`: puts a first test, a script and compiler settings into a project. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, TslocError } from '../../util/error.js';
import { planProject } from './project-plan.js';

/** The dependencies of the command. */
export interface InitContext {
  readonly folder: string;
  /** The version of tsloc. */
  readonly version: string;
  /** Asks a question that is answered with yes or no; null without a terminal. */
  readonly ask: ((question: string) => Promise<boolean>) | null;
  readonly write: (line: string) => void;
}

const help = `Usage: tsloc init [--yes]

Writes locustfile.ts, adds a script "load" and tsloc to package.json, and compiler settings to tsconfig.json
where it needs them. Nothing that exists is overwritten.

  -y, --yes   Ask nothing`;

/** Returns the exit code: 0, also if the answer is no. @throws {TslocError} `BAD_PROJECT`, `UNKNOWN_OPTION` */
export async function initCommand(
  argv: readonly string[],
  { folder, version, ask, write }: InitContext,
): Promise<number> {
  if (argv.includes('-h') || argv.includes('--help')) {
    write(help);
    return 0;
  }
  const unknown = argv.find((word) => word !== '-y' && word !== '--yes');
  if (unknown !== undefined)
    throw new TslocError('UNKNOWN_OPTION', `unrecognized arguments: ${unknown}`, { exitCode: 2 });
  const steps = planProject(folder, version);
  for (const { file, what } of steps) write(`${file}: ${what}`);
  const changes = steps.filter(({ text }) => text !== null);
  if (changes.length === 0) return 0;
  if (argv.length === 0 && !(await confirm(ask))) return 0;
  for (const { file, text } of changes) writeNew(join(folder, file), text as string);
  const script = steps.find((step) => step.script !== undefined)?.script ?? 'load';
  write(
    `Next: npm install; then npx tsloc demo --serve-only in one terminal, npm run ${script} -- --headless -t 10s in another.`,
  );
  return 0;
}

async function confirm(ask: InitContext['ask']): Promise<boolean> {
  if (ask !== null) return ask('Write these files? [Y/n] ');
  throw new TslocError('BAD_PROJECT', 'Expected --yes, since there is no terminal to answer the question.', {
    exitCode: 2,
  });
}

function writeNew(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new TslocError('BAD_PROJECT', `Expected to write ${path}, but ${messageOf(cause)}.`, { cause });
  }
}
