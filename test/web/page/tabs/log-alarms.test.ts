import { afterEach, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun } from '../../../../src/web/page/feed/run-view.js';
import { newAlarms, seenAlarms, totalAlarms } from '../../../../src/web/page/tabs/log-alarms.js';

afterEach(() => {
  run.value = unknownRun;
  seenAlarms.value = 0;
});

it('warnings are unread until the log is opened', () => {
  const warning = { node: '', text: '[t] vm/WARNING/x: y' };
  run.value = { ...unknownRun, log: [warning, { node: '', text: '[t] vm/INFO/x: y' }] };
  expect(newAlarms.value).toBe(1);
  seenAlarms.value = totalAlarms.value;
  expect(newAlarms.value).toBe(0);
  run.value = { ...unknownRun, log: [warning, warning, warning] };
  expect(newAlarms.value).toBe(2);
  run.value = unknownRun;
  expect(newAlarms.value).toBe(0);
});
