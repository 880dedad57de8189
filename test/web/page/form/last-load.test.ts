import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { run, takeEvent } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun } from '../../../../src/web/page/feed/run-view.js';
import {
  chosenClasses,
  chosenShape,
  expectStart,
  followStarts,
  lastLoad,
  rememberLoad,
  withLastLoad,
} from '../../../../src/web/page/form/last-load.js';
import { snapshot } from '../../../helpers/page/feed.js';

afterEach(() => {
  lastLoad.value = null;
});

describe('the last load', () => {
  it('is the default of the next form where the server does not tell it', () => {
    const args = { num_users: 5, spawn_rate: 2, host: 'http://h', run_time: 60, profile: 'night' };
    rememberLoad(new URLSearchParams('user_count=9&spawn_rate=0.5&host=&run_time=&profile=day'));
    expect(withLastLoad(args, lastLoad.value)).toEqual({ ...args, run_time: '' });
    expect(withLastLoad(args, new URLSearchParams('user_count=9'))).toBe(args);
  });

  it('is kept for fields that an edit omits', () => {
    rememberLoad(new URLSearchParams('user_count=9&env=prod&user_classes=A&user_classes=B'));
    rememberLoad(new URLSearchParams('user_count=20&user_classes=B'));
    expect(lastLoad.value?.toString()).toBe('env=prod&user_count=20&user_classes=B');
  });

  it('is forgotten when somebody else starts a test, not when this page does or workers return', () => {
    const take = (...states: string[]) => {
      for (const state of states) takeEvent('snapshot', snapshot({ state }));
      return lastLoad.value?.get('user_count') ?? null;
    };
    take('ready');
    onTestFinished(followStarts());
    onTestFinished(() => {
      take('ready');
      run.value = unknownRun;
    });
    expectStart(true);
    rememberLoad(new URLSearchParams('user_count=9'));
    expect(take('spawning', 'running', 'missing', 'running', 'stopping', 'stopped')).toBe('9');
    expect(take('spawning')).toBeNull();
    take('stopped');
    rememberLoad(new URLSearchParams('user_count=9'));
    expectStart(true);
    expectStart(false); // refused
    expect(take('spawning')).toBeNull();
  });

  it('is null before the first test', () => {
    const args = { num_users: 5 };
    expect(withLastLoad(args, null)).toBe(args);
  });
});

describe('the default classes of a form', () => {
  const all = ['A', 'B', 'C'];

  it('are the last sent ones, else the running ones, else all', () => {
    expect(chosenClasses(all, { A: 5 }, new URLSearchParams('user_classes=C&user_classes=gone'))).toEqual(['C']);
    expect(chosenClasses(all, { A: 5, B: 0 }, null)).toEqual(['A']);
    expect(chosenClasses(all, {}, new URLSearchParams('user_count=5'))).toEqual(all);
  });
});

it('the default shape of a form is the last sent one, if it is there, else the first', () => {
  const all = ['Default', 'Wave'];
  expect(chosenShape(all, new URLSearchParams('shape_class=Wave'))).toBe('Wave');
  expect(chosenShape(all, new URLSearchParams('shape_class=gone'))).toBe('Default');
  expect(chosenShape(all, null)).toBe('Default');
  expect(chosenShape([], null)).toBe('');
});
