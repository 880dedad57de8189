import { beforeEach, describe, expect, it } from 'vitest';
import {
  connection,
  isActive,
  isOtherTest,
  knownState,
  run,
  state,
  takeEvent,
  takeLoss,
  takeOpen,
} from '../../../../src/web/page/feed/run-state.js';
import { unknownRun } from '../../../../src/web/page/feed/run-view.js';
import { emptyHistory, snapshot } from '../../../helpers/page/feed.js';

beforeEach(() => {
  run.value = unknownRun;
  connection.value = 'connecting';
  isOtherTest.value = false;
  knownState.value = 'ready';
});

describe('the state of the page', () => {
  it('is that of the document until the first event', () => {
    knownState.value = 'running';
    expect([state.value, isActive.value]).toEqual(['running', true]);
    takeEvent('snapshot', snapshot({ state: 'stopped' }));
    expect([state.value, isActive.value]).toEqual(['stopped', false]);
  });

  it.each(['running', 'stopped'])('stays %s when a reset, or a new connection, replaces the history', (known) => {
    takeEvent('history', emptyHistory());
    takeEvent('snapshot', snapshot({ state: known }));
    takeEvent('history', { ...emptyHistory(), testId: 'test-2' });
    expect([run.value.snapshot, state.value]).toEqual([null, known]);
  });

  it('has no duplicate log lines after a lost connection', () => {
    const log = [{ node: '', text: 'one' }];
    takeOpen();
    takeEvent('snapshot', snapshot({ log }));
    takeLoss();
    takeOpen();
    expect(run.value.log).toEqual(log);
    takeEvent('snapshot', snapshot({ log }));
    expect(run.value.log).toEqual(log);
    takeEvent('snapshot', snapshot({ log }));
    expect(run.value.log).toEqual([...log, ...log]);
  });

  it('detects a server that is back with another test, and only that', () => {
    takeOpen();
    takeEvent('history', emptyHistory());
    takeEvent('history', { ...emptyHistory(), testId: 'test-2' });
    expect(isOtherTest.value).toBe(false);
    takeLoss();
    expect(connection.value).toBe('lost');
    takeOpen();
    takeEvent('history', { ...emptyHistory(), testId: 'test-2' });
    expect(isOtherTest.value).toBe(false);
    takeLoss();
    takeOpen();
    takeEvent('history', { ...emptyHistory(), testId: 'test-3' });
    expect(isOtherTest.value).toBe(true);
  });

  it('keeps markers in order', () => {
    takeEvent('history', emptyHistory());
    takeEvent('marker', { at: 5, kind: 'load', text: '9 users' });
    expect(run.value.markers).toEqual([{ at: 5, kind: 'load', text: '9 users' }]);
  });
});
