import { describe, expect, it } from 'vitest';
import { EventsOf } from '../../../src/core/events/events.js';
import { Hook } from '../../../src/core/events/hook.js';
import { makeSample } from '../../helpers/statistics/samples.js';

describe('EventsOf', () => {
  it('has Locust’s events, in camelCase', () => {
    const hooks = Object.fromEntries(Object.entries(new EventsOf()).filter(([, value]) => value instanceof Hook));
    expect(Object.keys(hooks)).toEqual([
      'initCommandLineParser',
      'init',
      'testStart',
      'spawningComplete',
      'request',
      'userError',
      'testStopping',
      'testStop',
      'quitting',
      'quit',
      'cpuWarning',
      'usageMonitor',
      'resetStats',
      'reportToMaster',
      'workerReport',
      'workerConnect',
      'heartbeatSent',
      'heartbeatReceived',
    ]);
    for (const [key, hook] of Object.entries(hooks)) expect(hook.name).toBe(key);
  });

  it('passes what a listener threw to the handler of the current run', () => {
    const events = new EventsOf();
    events.request.addListener(() => {
      throw new Error('broken');
    });
    expect(() => events.request.fire(makeSample())).toThrow('broken');
    const seen: string[] = [];
    events.onListenerError = (event, _listener, thrown) => seen.push(`${event}: ${thrown}`);
    events.request.fire(makeSample());
    expect(seen).toEqual(['request: Error: broken']);
  });
});
