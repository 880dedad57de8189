import { describe, expect, it } from 'vitest';
import { createLoad } from '../../../src/analysis/scenarios/create-load.js';
import { loadAt, peakOf } from '../../../src/analysis/scenarios/load.js';
import type { ScenarioSettings } from '../../../src/analysis/scenarios/settings.js';

const create = (settings: ScenarioSettings) => createLoad(settings, (problem) => new Error(problem));

describe('createLoad', () => {
  it.each<[string, ScenarioSettings, object]>([
    ['users and rate', { users: 10, spawnRate: 2, runTime: 60 }, { users: 10, spawnRate: 2, runTime: 60 }],
    ['fewer users than seconds of the default ramp', { users: 5 }, { users: 5, spawnRate: 1, ramp: { seconds: 10 } }],
    [
      'a ramp of the users that the options decide',
      { rampUp: 60 },
      { users: null, spawnRate: null, ramp: { seconds: 60, leastRate: 0 } },
    ],
    [
      'users alone: all within ten seconds',
      { users: 500 },
      { users: 500, spawnRate: 50, runTime: null, ramp: { seconds: 10, leastRate: 1 } },
    ],
    ['no ramp', { users: 200, rampUp: 0 }, { users: 200, spawnRate: 200 }],
    ['a ramp', { users: 200, rampUp: 600, runTime: 9 }, { users: 200, spawnRate: 1 / 3, runTime: 9 }],
    ['nothing: the options decide', {}, { users: null, spawnRate: null, runTime: null }],
    ['requests per minute', { requestsPerMinute: 300 }, { users: 30, spawnRate: 3 }],
    ['requests per minute with a pacing', { requestsPerMinute: 300, pacing: 2 }, { users: 10, spawnRate: 1 }],
  ])('makes a constant load of %s', (_, settings, load) => {
    expect(create(settings)).toMatchObject({ kind: 'constant', ...load });
  });

  it('makes a spike in the middle third, where only a multiplier is given', () => {
    expect(create({ users: 10, runTime: 300, spikes: { multiplier: 5 } })).toEqual({
      ...{
        kind: 'spikes',
        users: 10,
        spikeUsers: 50,
        spawnRate: 50,
        rampUp: 0,
        every: 200,
        duration: 100,
        runTime: 300,
      },
    });
  });

  it('scales stages to a number of users', () => {
    const stages = [
      { users: 50, duration: 10 },
      { users: 100, duration: 10, rampUp: 5 },
    ];
    expect(create({ users: 10, stages })).toEqual({
      kind: 'stages',
      stages: [
        { users: 5, spawnRate: 5, duration: 10 },
        { users: 10, spawnRate: 1, duration: 10 },
      ],
    });
  });

  it('ramps up before the first spike', () => {
    const load = create({ users: 10, rampUp: 20, runTime: 300, spikes: { multiplier: 5 } });
    expect([0, 19, 20, 100, 200].map((second) => loadAt(load, second))).toEqual([
      ...Array(3).fill({ users: 10, spawnRate: 0.5 }),
      ...[50, 10].map((users) => ({ users, spawnRate: 50 })),
    ]);
  });

  it('ramps up stages without a ramp of their own', () => {
    const stages = [
      { users: 50, duration: 10 },
      { users: 100, duration: 10, rampUp: 10 },
    ];
    expect(create({ rampUp: 5, stages })).toMatchObject({ stages: [{ spawnRate: 10 }, { spawnRate: 5 }] });
  });

  it('starts and stops the peak of a day within ten seconds, or within its ramp', () => {
    const day = { from: 540, to: 1020, requestsPerMinute: 300, offHoursRequestsPerMinute: 50 };
    expect([5, 9 * 3600].map((second) => loadAt(create({ day }), second))).toEqual([
      { users: 30, spawnRate: 3 },
      { users: 5, spawnRate: 3 },
    ]);
    expect(loadAt(create({ day, rampUp: 15 }), 5)).toEqual({ users: 30, spawnRate: 2 });
    const scaled = create({ day, users: 60, rampUp: 120 });
    expect(peakOf(scaled)).toBe(60);
    expect(loadAt(scaled, 5)).toEqual({ users: 60, spawnRate: 0.5 });
  });

  it.each<[ScenarioSettings, string]>([
    [{ users: 1, spawnRate: 1, rampUp: 1 }, 'to have a spawn rate or a ramp, got both'],
    [{ stages: [{ users: 1, duration: 1 }], spikes: {} }, 'to have one of stages, spikes and day, got several'],
    [{ users: 1, requestsPerMinute: 60 }, 'to have requests per minute or users, got both'],
    [{ stages: [], requestsPerMinute: 60 }, 'to have requests per minute or stages, got both'],
    [{ stages: [] }, 'to have at least one stage, got none'],
    [
      { stages: [{ users: 1, duration: 1 }], runTime: 5 },
      'to have a run time or stages, which have durations, got both',
    ],
    [
      { stages: [{ users: 1, duration: 1, rampUp: 2 }] },
      'to have ramps no longer than their stages, got 2 s in a stage of 1 s',
    ],
    [{ spikes: { multiplier: 2 } }, 'to have users and a run time besides its spikes'],
    [{ users: 1, runTime: 9, spikes: {} }, 'to have spikes with a number of users or a multiplier'],
    [
      { users: 1, runTime: 9, spikes: { users: 2, every: 2, duration: 3 } },
      'to have spikes no longer than their interval, got 3 s of 2 s',
    ],
  ])('refuses %j', (settings, message) => {
    expect(() => create(settings)).toThrow(message);
  });
});
