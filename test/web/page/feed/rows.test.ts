import { afterEach, describe, expect, it } from 'vitest';
import { entryRows, exceptionRows, failureRows } from '../../../../src/web/page/feed/rows.js';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun, withSnapshot } from '../../../../src/web/page/feed/run-view.js';
import { entryRow, snapshot } from '../../../helpers/page/feed.js';

afterEach(() => {
  run.value = unknownRun;
});

describe('rows', () => {
  it('are sorted in any order of arrival: by name and method, or the most frequent first', () => {
    const failure = { method: 'GET', name: '/a', occurrences: 1, firstSeen: 1, lastSeen: 1 };
    const exception = { message: 'm', traceback: 't', nodes: [] };
    const first = withSnapshot(unknownRun, snapshot({ entries: [entryRow({ name: '/b' })] }));
    run.value = withSnapshot(
      first,
      snapshot({
        entries: [entryRow({ name: '/a', method: 'POST' }), entryRow({ name: '/a' })],
        failures: [
          { ...failure, error: 'seldom' },
          { ...failure, error: 'often', occurrences: 5 },
        ],
        exceptions: [
          { ...exception, count: 1 },
          { ...exception, message: 'n', count: 3 },
        ],
      }),
    );
    expect(entryRows.value.map(({ method, name }) => `${method} ${name}`)).toEqual(['GET /a', 'POST /a', 'GET /b']);
    expect(failureRows.value.map(({ error }) => error)).toEqual(['often', 'seldom']);
    expect(exceptionRows.value.map(({ message }) => message)).toEqual(['n', 'm']);
  });
});
