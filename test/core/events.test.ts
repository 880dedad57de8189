import { describe, expect, it } from 'vitest';
import { Events, events } from '../../src/core/events.js';
import { makeSample } from '../helpers/samples.js';

describe('Events', () => {
  it('has Locust’s events of one process, in camelCase', () => {
    const hooks = Object.entries(new Events()).filter(([key]) => key !== 'onListenerError');
    expect(hooks.map(([key]) => key)).toEqual([
      'init',
      'testStart',
      'spawningComplete',
      'request',
      'userError',
      'testStopping',
      'testStop',
      'quitting',
      'quit',
    ]);
    for (const [key, hook] of hooks) expect(hook.name).toBe(key);
  });

  it('hands what a listener threw to whoever looks after the run at that time', () => {
    const own = new Events();
    own.request.addListener(() => {
      throw new Error('broken');
    });
    expect(() => own.request.fire(makeSample())).toThrow('broken');
    const seen: string[] = [];
    own.onListenerError = (event, _listener, thrown) => seen.push(`${event}: ${thrown}`);
    own.request.fire(makeSample());
    expect(seen).toEqual(['request: Error: broken']);
  });

  it('keeps the listeners of one run apart from those of another, and from the global ones', () => {
    const [one, other] = [new Events(), new Events()];
    const calls: string[] = [];
    one.quit.addListener(() => calls.push('one'));
    other.quit.fire({ exitCode: 0 });
    events.quit.fire({ exitCode: 0 });
    expect(calls).toEqual([]);
  });
});
