import { afterEach, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun, withSnapshot } from '../../../../src/web/page/feed/run-view.js';
import { Exceptions, withoutIndent } from '../../../../src/web/page/tabs/exceptions.js';
import { snapshot } from '../../../helpers/page/feed.js';
import { wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

it('exceptions have their message, traceback and nodes', () => {
  expect(wordsOf(<Exceptions />)).toContain('No task has thrown an exception.');
  const exception = { count: 3, message: 'it broke', traceback: 'Error: it broke\n  at x', nodes: ['a', 'b'] };
  run.value = withSnapshot(unknownRun, snapshot({ exceptions: [exception] }));
  expect(wordsOf(<Exceptions />)).toMatch(/3 it broke Error: it broke at x a, b$/);
});

it('tracebacks are shown without the indent that all of their lines have', () => {
  expect(withoutIndent('    at a\n      at b\n')).toBe('at a\n  at b\n');
  expect(withoutIndent('Error: x\n  at y')).toBe('Error: x\n  at y');
  expect(withoutIndent('')).toBe('');
});
