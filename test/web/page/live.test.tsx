import { afterEach, describe, expect, it } from 'vitest';
import { run } from '../../../src/web/page/feed/run-state.js';
import { unknownRun, withSnapshot } from '../../../src/web/page/feed/run-view.js';
import { Live } from '../../../src/web/page/live.js';
import { snapshot } from '../../helpers/page/feed.js';
import { wordsOf } from './markup.js';

afterEach(() => {
  run.value = unknownRun;
});

describe('the live page', () => {
  it('starts with the start form', () => {
    expect(wordsOf(<Live />)).toMatch(/Ready .*Start new load test .* Start /);
    expect(wordsOf(<Live />)).not.toContain('Statistics');
  });

  it.each(['spawning', 'running', 'stopping', 'stopped'])('shows figures and tabs in the state %s', (state) => {
    run.value = withSnapshot(unknownRun, snapshot({ state }));
    expect(wordsOf(<Live />)).toContain('Statistics Charts Failures');
    expect(wordsOf(<Live />)).not.toContain('Start new load test');
  });

  it('shows what a stop waits for', () => {
    run.value = withSnapshot(unknownRun, snapshot({ state: 'stopping', userCount: 3 }));
    expect(wordsOf(<Live />)).toContain('Stopping: waiting for 3 users to finish.');
  });
});
