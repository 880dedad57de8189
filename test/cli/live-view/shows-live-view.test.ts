import { expect, it } from 'vitest';
import { showsLiveView } from '../../../src/cli/live-view/shows-live-view.js';
import { makeOptions } from '../../../src/core/options/options.js';

it('is shown on a terminal', () => {
  expect(showsLiveView(true, makeOptions(), { TERM: 'xterm', CI: '', NO_COLOR: '' })).toBe(true);
  expect(showsLiveView(false, makeOptions(), {})).toBe(false);
});

it.each(['printStats', 'plain', 'onlySummary', 'skipLogSetup', 'jsonLogs'] as const)('is not shown with %s', (key) => {
  expect(showsLiveView(true, makeOptions({ [key]: true }), {})).toBe(false);
});

it.each([{ TERM: 'dumb' }, { CI: 'true' }, { NO_COLOR: '1' }])('is not shown with %j', (env) => {
  expect(showsLiveView(true, makeOptions(), env)).toBe(false);
});
