/** `--config-users`: class attributes and task selections, from JSON texts and files. */
import { readFileSync } from 'node:fs';
import { flags } from '../../core/options/flags.js';
import { badOption } from '../../core/options/options.js';
import type { UserClass } from '../../user/classes/check.js';
import { configureUserClass } from '../../user/classes/configure-user-class.js';
import { messageOf, TslocError } from '../../util/error.js';
import { describeValue } from '../../util/rules.js';

/** The settings of one class. */
export interface UserConfig {
  readonly user_class_name: string;
  /** Names of the tasks to keep. */
  readonly tasks?: readonly string[];
  /** Other keys are static attributes of the class. */
  readonly [attribute: string]: unknown;
}

/** The objects in the arguments: each is JSON, or a path that ends in .json. @throws {TslocError} `BAD_OPTION` */
export function parseConfigUsers(texts: readonly string[]): UserConfig[] {
  return texts.flatMap((text) => {
    const value = parseJson(text.endsWith('.json') ? readJsonFile(text) : text, text);
    return (Array.isArray(value) ? value : [value]).map(checkConfig);
  });
}

/** Changes the classes that the objects name. @throws {TslocError} `UNKNOWN_USER`, exit code 255 as Locust's */
export function configureUsers(userClasses: readonly UserClass[], configs: readonly UserConfig[]): void {
  for (const { user_class_name: name, tasks, ...attributes } of configs) {
    const userClass = userClasses.find((one) => one.name === name);
    if (userClass === undefined) {
      const hint = `Available: ${userClasses.map((one) => one.name).join(', ')}`;
      throw new TslocError('UNKNOWN_USER', `Expected --config-users to name a user class, got '${name}'.`, {
        hint,
        exitCode: 255,
      });
    }
    configureUserClass(userClass, attributes, tasks);
  }
}

function readJsonFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw badOption(flags.configUsers, `expected to read ${path}, but ${messageOf(cause)}`);
  }
}

function parseJson(text: string, shown: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw badOption(flags.configUsers, `expected JSON or a .json file, got ${shown}: ${messageOf(cause)}`);
  }
}

function checkConfig(value: unknown): UserConfig {
  const { user_class_name: name, tasks } = Object(value) as Partial<UserConfig>;
  if (typeof name !== 'string')
    throw badOption(flags.configUsers, `expected an object with user_class_name, got ${describeValue(value)}`);
  if (tasks !== undefined && !Array.isArray(tasks))
    throw badOption(flags.configUsers, `expected tasks of ${name} to be a list of names, got ${describeValue(tasks)}`);
  return value as UserConfig;
}
