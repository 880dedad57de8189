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

function misspelt(className: string, wrong: string, right: string): TslocError {
  const message = `Expected '${right}' in class ${className}, got Python's '${wrong}'.`;
  return new TslocError('PYTHON_SPELLING', message, { hint: `Rename it: ${wrong} is ${right} here.` });
}
