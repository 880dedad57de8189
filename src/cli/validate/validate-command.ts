/** `tsloc validate`: checks types, loads the files, checks the classes, and runs each task once. */

import { optionTargets } from '../../analysis/targets/option-targets.js';
import { checkTargets } from '../../run/run-targets.js';
import type { Loaded } from '../loading/load-file.js';
import type { CommandDescription, RunRequest } from '../options/command.js';
import { type CommandLine, readRequest } from '../options/read-request.js';
import { chooseClasses } from '../run/choose-classes.js';
import { configureUsers, parseConfigUsers } from '../run/config-users.js';
import { createLog } from '../run/create-log.js';
import { runTasksOnce } from './run-tasks-once.js';
import { checkTypes } from './type-check.js';

/** Texts of the command. */
export function validateDescription(description: CommandDescription): CommandDescription {
  return {
    ...description,
    name: 'tsloc validate',
    description: "Checks types with the project's TypeScript, loads the files and runs each task once as one user.",
    epilogue: '\nExit code 0: no type error, no failed request, no exception; 1: otherwise.',
  };
}

/** Prints to `write`; returns the exit code. @throws {TslocError} what is wrong with options, files or classes */
export async function validateCommand(
  description: CommandDescription,
  line: CommandLine,
  write: (line: string) => void,
): Promise<number> {
  const read = await readRequest(validateDescription(description), line);
  if (read.kind === 'print') {
    write(read.text.trimEnd());
    return 0;
  }
  const { loaded, request } = read;
  checkTargets([...loaded.targets, ...optionTargets(request.options)], [...loaded.userClasses.values()]);
  const types = checkTypes(loaded.files, line.folder);
  write(`types: ${types.status}${types.text === '' ? '' : `\n${types.text}`}`);
  const isSound = await runClasses(request, loaded, write);
  return types.status !== 'failed' && isSound ? 0 : 1;
}

async function runClasses(
  { options }: RunRequest,
  { userClasses }: Loaded,
  write: (line: string) => void,
): Promise<boolean> {
  const log = createLog({ ...options, loglevel: 'WARNING' }, write);
  const chosen = chooseClasses(userClasses, options.userClasses);
  configureUsers(chosen, parseConfigUsers(options.configUsers));
  let isSound = true;
  for (const userClass of chosen) {
    write(`${userClass.name}:`);
    const { requests, failures, exceptions, timedOutAfterSeconds } = await runTasksOnce(userClass, options, log, write);
    write(
      `  ${requests} requests, ${failures} failures, ${exceptions} exceptions${timedOutAfterSeconds === null ? '' : `, stopped after ${timedOutAfterSeconds} s: a task did not end`}`,
    );
    isSound &&= failures === 0 && exceptions === 0 && timedOutAfterSeconds === null;
  }
  return isSound;
}
