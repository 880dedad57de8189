import { afterEach, expect, it } from 'vitest';
import { run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun, withSnapshot } from '../../../../src/web/page/feed/run-view.js';
import { Workers } from '../../../../src/web/page/tabs/workers.js';
import { snapshot } from '../../../helpers/page/feed.js';
import { markupOf, wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
});

it('workers are shown with their load; a full processor is highlighted', () => {
  const worker = { id: 'vm_1', state: 'running', userCount: 1500, cpuUsage: 95.4, memoryUsage: 123_456_789 };
  run.value = withSnapshot(unknownRun, snapshot({ workers: [worker] }));
  expect(wordsOf(<Workers />)).toMatch(/vm_1 Running 1,500 95% 123 MB$/);
  expect(markupOf(<Workers />)).toContain('<span class="bad-text">95%');
});
