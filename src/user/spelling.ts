/** Locust's Python spellings, caught before they are silently ignored. */
import { TslocError } from '../util/error.js';

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

/**
 * Looks for Python spellings among the members of a class, static and not.
 * @throws {TslocError} `PYTHON_SPELLING`, naming the class and the right spelling
 */
export function checkSpelling(userClass: { readonly name: string; readonly prototype: object }): void {
  for (const [wrong, right] of Object.entries(spellings)) {
    if (wrong in userClass || wrong in userClass.prototype) throw misspelt(userClass.name, wrong, right);
  }
}

const statics = ['weight', 'fixedCount', 'host', 'abstract', 'waitTime'];

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
