import { describe, expect, it } from 'vitest';
import { EventsOf } from '../../src/core/events.js';
import { makeSample } from '../helpers/samples.js';

describe('EventsOf', () => {
  it('has Locust’s events, in camelCase', () => {
    const { onListenerError: _, isInUse: __, ...hooks } = new EventsOf();
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
      'workerConnect',
      'reportToMaster',
      'workerReport',
      'heartbeatSent',
      'heartbeatReceived',
    ]);
    for (const [key, hook] of Object.entries(hooks)) expect(hook.name).toBe(key);
  });

  it('hands what a listener threw to whoever looks after the run at that time', () => {
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
