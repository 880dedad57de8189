/** Names that would be silently ignored: Locust's Python spellings, and those that are wrong by a letter. */
import { TslocError } from '../util/error.js';
import { originalsOf } from './decorated-originals.js';
import { taskWeight } from './task.js';

const spellings: Readonly<Record<string, string>> = {
  wait_time: 'waitTime',
  on_start: 'onStart',
  on_stop: 'onStop',
  fixed_count: 'fixedCount',
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

/** Class attributes that are no users' business alone: a field of the same name would be mistaken for one. */
const statics = ['weight', 'fixedCount', 'host', 'abstract', 'waitTime', 'network', 'http2'];
/** What else a class may say. */
const otherStatics = [
  ...['tasks', 'catchExceptions', 'networkTimeout', 'connectionTimeout', 'maxRedirects', 'maxRetries', 'insecure'],
  ...['defaultHeaders', 'concurrency', 'proxyHost', 'proxyPort'],
];
/** What the library calls, if it is there. */
const methods = ['onStart', 'onStop', 'waitTime', 'getNextTask'];

interface Checked {
  readonly name: string;
  readonly prototype: object;
}

/**
 * Looks for misspelt members of a class, static and not.
 * @throws {TslocError} `PYTHON_SPELLING`, `MISSPELT`, naming the class and the right spelling
 */
export function checkSpelling(userClass: Checked): void {
  for (const [wrong, right] of Object.entries(spellings)) {
    if (wrong in userClass || wrong in userClass.prototype) throw misspelt(userClass.name, wrong, right);
  }
  for (let one: unknown = userClass; isClass(one); one = Object.getPrototypeOf(one)) checkLetters(one);
}

function isClass(value: unknown): value is Checked {
  return typeof value === 'function' && value.prototype !== undefined;
}

function checkLetters(checked: Checked): void {
  for (const name of Object.getOwnPropertyNames(checked)) refuseSlip(checked, name, [...statics, ...otherStatics]);
  for (const name of Object.getOwnPropertyNames(checked.prototype)) {
    const isTask = originalsOf(checked, name).some((form) => taskWeight(form) !== undefined);
    if (!isTask) refuseSlip(checked, name, methods);
  }
}

function refuseSlip({ name: className }: Checked, wrong: string, known: readonly string[]): void {
  const right = known.find((name) => isSlipOf(wrong, name));
  if (right === undefined) return;
  const message = `Expected '${right}' in class ${className}, got '${wrong}'.`;
  throw new TslocError('MISSPELT', message, { hint: 'Rename it: as it is, nobody would read it.' });
}

/**
 * True for `right` with other capitals, two neighbours changed about, a letter left out, or one written twice. Other
 * letters make other words: `height` is nobody's `weight`.
 */
export function isSlipOf(wrong: string, right: string): boolean {
  if (wrong === right) return false;
  const [a, b] = [wrong.replaceAll('_', '').toLowerCase(), right.toLowerCase()];
  if (a === b) return true;
  const at = [...b].findIndex((letter, i) => letter !== a[i]);
  const place = at < 0 ? b.length : at;
  if (a.length === b.length)
    return a.slice(0, place) + (a[place + 1] ?? '') + (a[place] ?? '') + a.slice(place + 2) === b;
  if (a.length === b.length - 1) return b.length > 5 && place < b.length - 1 && a.slice(place) === b.slice(place + 1);
  return a.length === b.length + 1 && place > 0 && a[place] === a[place - 1] && a.slice(place + 1) === b.slice(place);
}

/**
 * Looks for members of a user that belong to its class, and for Python spellings among its fields.
 * @throws {TslocError} `NOT_STATIC`, `PYTHON_SPELLING`
 */
export function checkFields(user: object): void {
  const { name } = user.constructor;
  for (const field of Object.keys(user)) {
    const right = spellings[field];
    if (right !== undefined) throw misspelt(name, field, right);
    if (!statics.includes(field)) continue;
    const hint = `Write static ${field} = …`;
    throw new TslocError('NOT_STATIC', `Expected '${field}' of class ${name} to be static, got a field.`, { hint });
  }
}

function misspelt(className: string, wrong: string, right: string): TslocError {
  const message = `Expected '${right}' in class ${className}, got Python's '${wrong}'.`;
  return new TslocError('PYTHON_SPELLING', message, { hint: `Rename it: ${wrong} is ${right} here.` });
}
