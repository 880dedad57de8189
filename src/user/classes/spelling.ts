/** Rejects misspelt members, which would be silently ignored: Python spellings and common typos. */
import { TslocError } from '../../util/error.js';
import { hasMember } from '../../util/locust-names.js';
import { originalsOf } from '../tasks/decorated-originals.js';
import { taskWeight } from '../tasks/task.js';

const pythonSpellings: Readonly<Record<string, string>> = {
  wait_time: 'waitTime',
  on_start: 'onStart',
  on_stop: 'onStop',
  execute_task: 'executeTask',
  get_next_task: 'getNextTask',
  schedule_task: 'scheduleTask',
  fixed_count: 'fixedCount',
  stop_timeout: 'stopTimeout',
  min_wait: 'waitTime = between(low, high), in seconds',
  max_wait: 'waitTime = between(low, high), in seconds',
  wait_function: 'waitTime',
  task_set: 'tasks',
  catch_response: 'catchResponse',
  allow_redirects: 'allowRedirects',
  network_timeout: 'networkTimeout',
  connection_timeout: 'connectionTimeout',
  max_redirects: 'maxRedirects',
  max_retries: 'maxRetries',
  default_headers: 'defaultHeaders',
  proxy_host: 'proxyHost',
  proxy_port: 'proxyPort',
};

/** Class attributes that must be static: {@link checkFields} rejects an instance field of the same name. */
const staticOnlyNames = ['weight', 'fixedCount', 'host', 'abstract', 'waitTime', 'stopTimeout', 'network', 'http2'];
/** Other class attributes. */
const otherStaticNames = [
  ...['tasks', 'catchExceptions', 'networkTimeout', 'connectionTimeout', 'maxRedirects', 'maxRetries', 'insecure'],
  ...['defaultHeaders', 'concurrency', 'proxyHost', 'proxyPort'],
];
/** Optional methods that tsloc calls. */
const hookNames = ['onStart', 'onStop', 'waitTime', 'getNextTask', 'executeTask'];

interface TaskClass {
  readonly name: string;
  readonly prototype: object;
}

/**
 * Checks the names of a class's static and instance members.
 * @throws {TslocError} `PYTHON_SPELLING`, `MISSPELT`, naming the class and the right spelling
 */
export function checkSpelling(taskClass: TaskClass): void {
  for (const [wrong, right] of Object.entries(pythonSpellings)) {
    if (hasMember(taskClass, wrong) || hasMember(taskClass.prototype, wrong))
      throw pythonSpellingError(taskClass.name, wrong, right);
  }
  for (let ancestor: unknown = taskClass; isClass(ancestor); ancestor = Object.getPrototypeOf(ancestor))
    checkTypos(ancestor);
}

function isClass(value: unknown): value is TaskClass {
  return typeof value === 'function' && value.prototype !== undefined;
}

function checkTypos(taskClass: TaskClass): void {
  for (const name of Object.getOwnPropertyNames(taskClass))
    rejectTypo(taskClass, name, [...staticOnlyNames, ...otherStaticNames]);
  for (const name of Object.getOwnPropertyNames(taskClass.prototype)) {
    const isTask = originalsOf(taskClass, name).some((original) => taskWeight(original) !== undefined);
    if (!isTask && hasMember(taskClass.prototype, name)) rejectTypo(taskClass, name, hookNames);
  }
}

function rejectTypo({ name: className }: TaskClass, wrong: string, known: readonly string[]): void {
  const right = known.find((name) => isTypoOf(wrong, name));
  if (right === undefined) return;
  const message = `Expected '${right}' in class ${className}, got '${wrong}'.`;
  throw new TslocError('MISSPELT', message, { hint: 'Rename it: tsloc ignores the misspelt name.' });
}

/**
 * True if `wrong` is `right` in a different case or with underscores, with two adjacent letters swapped, with one letter
 * doubled, or, if it has more than 5 letters, without one of them other than the last.
 * Replaced letters do not count: `height` is not a typo of `weight`.
 */
export function isTypoOf(wrong: string, right: string): boolean {
  if (wrong === right) return false;
  const [a, b] = [wrong.replaceAll('_', '').toLowerCase(), right.toLowerCase()];
  if (a === b) return true;
  const mismatch = [...b].findIndex((letter, i) => letter !== a[i]);
  const at = mismatch < 0 ? b.length : mismatch;
  if (a.length === b.length) return a.slice(0, at) + (a[at + 1] ?? '') + (a[at] ?? '') + a.slice(at + 2) === b;
  if (a.length === b.length - 1) return b.length > 5 && at < b.length - 1 && a.slice(at) === b.slice(at + 1);
  return a.length === b.length + 1 && at > 0 && a[at] === a[at - 1] && a.slice(at + 1) === b.slice(at);
}

/**
 * Checks the instance fields of a user: for those that must be static, and for Python spellings.
 * @throws {TslocError} `NOT_STATIC`, `PYTHON_SPELLING`
 */
export function checkFields(user: object): void {
  const { name } = user.constructor;
  for (const field of Object.keys(user)) {
    const right = pythonSpellings[field];
    if (right !== undefined) throw pythonSpellingError(name, field, right);
    if (!staticOnlyNames.includes(field)) continue;
    throw notStaticError(field, name);
  }
}

/** `NOT_STATIC`. */
export function notStaticError(field: string, className: string): TslocError {
  const hint = `Write static ${field} = …`;
  return new TslocError('NOT_STATIC', `Expected '${field}' of class ${className} to be static, got a field.`, { hint });
}

function pythonSpellingError(className: string, wrong: string, right: string): TslocError {
  const message = `Expected '${right}' in class ${className}, got Python's '${wrong}'.`;
  return new TslocError('PYTHON_SPELLING', message, { hint: `Rename it: ${wrong} is ${right} here.` });
}
