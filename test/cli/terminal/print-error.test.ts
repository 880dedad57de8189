import { expect, it } from 'vitest';
import { errorLines, printError } from '../../../src/cli/terminal/print-error.js';
import { TslocError } from '../../../src/util/error.js';

it('ends the message with the code, before a code frame and a hint', () => {
  const error = new TslocError('BAD_THING', 'Expected a, got b.\n\n> 1 | b', { hint: 'Write a.', exitCode: 2 });
  expect(errorLines(error)).toEqual(['tsloc: error: Expected a, got b. [BAD_THING]', '', '> 1 | b', 'Write a.']);
  const lines: string[] = [];
  expect(printError(error, (line) => lines.push(line))).toBe(2);
  expect(lines).toEqual([errorLines(error).join('\n')]);
});

it('prints the stack of any other error, with exit code 2', () => {
  const lines: string[] = [];
  expect(printError(new TypeError('oh'), (line) => lines.push(line))).toBe(2);
  expect(lines[0]).toMatch(/^tsloc: internal error, please report it: TypeError: oh\n +at /);
  expect(errorLines('x')).toEqual(['tsloc: internal error, please report it: x']);
  const thrown = [Object.create(null), Object.assign(new Error('x'), { stack: 42 })];
  expect(thrown.flatMap(errorLines)).toEqual(
    ['[object Object]', 'Error: x'].map((text) => `tsloc: internal error, please report it: ${text}`),
  );
});
