import { expect, it } from 'vitest';
import { mergeSpikes } from '../../../src/analysis/scenarios/merge-spikes.js';
import type { ScenarioSettings } from '../../../src/analysis/scenarios/settings.js';

const spikes = { users: 500, every: 180, duration: 120 };
const base: ScenarioSettings = { users: 100, runTime: 600, spikes };

it.each<[string, ScenarioSettings, ScenarioSettings, ScenarioSettings]>([
  ['nothing without spikes', { users: 100 }, { users: 5 }, {}],
  ['nothing beside stages of its own', base, { stages: [{ users: 1, duration: 1 }] }, {}],
  ['inherited spikes', base, { runTime: 60 }, { spikes }],
  ['own spikes', { users: 100 }, { spikes: { multiplier: 2 } }, { spikes: { multiplier: 2 } }],
  ['an own interval', base, { spikes: { every: 60 } }, { spikes: { ...spikes, every: 60 } }],
  [
    'own spikes in place of an inherited number of users',
    base,
    { users: 50, spikes: { multiplier: 2 } },
    { spikes: { multiplier: 2, every: 180, duration: 120 } },
  ],
  ['own users as the peak', base, { users: 50 }, { users: 10, spikes: { ...spikes, users: 50 } }],
  [
    'own users as the peak, with an own interval',
    base,
    { users: 50, spikes: { every: 60 } },
    { users: 10, spikes: { ...spikes, users: 50, every: 60 } },
  ],
  [
    'an inherited rate in proportion',
    { ...base, spawnRate: 20 },
    { users: 50 },
    { users: 10, spawnRate: 2, spikes: { ...spikes, users: 50 } },
  ],
  [
    'an own rate as it is',
    { ...base, spawnRate: 20 },
    { users: 50, spawnRate: 7 },
    { users: 10, spikes: { ...spikes, users: 50 } },
  ],
  [
    'own users as the number between spikes with a multiplier',
    { spikes: { multiplier: 2 } },
    { users: 50 },
    {
      spikes: { multiplier: 2 },
    },
  ],
  ['own users as the number between spikes where none was inherited', { spikes }, { users: 50 }, { spikes }],
  [
    'own users in place of requests per minute',
    { requestsPerMinute: 1000, spikes },
    { users: 50 },
    { users: 10, spikes: { ...spikes, users: 50 } },
  ],
])('takes %s', (_, inherited, own, merged) => {
  expect(mergeSpikes(inherited, own)).toEqual(merged);
});
