/** The scenarios that every test has, without a file. */
import type { Scenarios } from './scenario.js';
import type { ScenarioSettings } from './settings.js';

const usual = ['p95 < 500ms', 'success rate >= 99.5%'];
/** Under stress, slower responses and more failures are accepted. */
const underStress = ['p95 < 1s', 'success rate >= 98%'];

const [seconds, minutes, hours] = [1, 60, 3600];

const table: Readonly<Record<string, ScenarioSettings>> = {
  smoke: { ...steady(10, 2, 1 * minutes), description: 'A quick check that everything works' },
  load: { ...steady(100, 10, 10 * minutes), description: 'The usual load' },
  stress: { ...steady(1000, 50, 15 * minutes), targets: underStress, description: 'More than the usual load' },
  spike: { ...steady(500, 500, 5 * minutes), description: 'All users start at once' },
  endurance: { ...steady(200, 10, 30 * minutes), description: 'For longer: leaks, full disks' },
  'auth-only': { ...steady(50, 10, 5 * minutes), tags: ['authenticated'], description: 'Tasks tagged authenticated' },
  'gdpr-only': { ...steady(20, 5, 5 * minutes), tags: ['gdpr'], description: 'Tasks tagged gdpr' },
  'rate-limit': {
    ...steady(100, 20, 2 * minutes),
    ...{ tags: ['rate-limit'], expectedStatuses: [429], description: 'Tasks tagged rate-limit; 429 is expected' },
  },
  baseline: { ...steady(100, 10, 1 * minutes), description: 'For comparisons' },
  normal: { ...steady(500, 20, 5 * minutes), description: 'A normal day' },
  peak: { ...steady(1000, 50, 10 * minutes), description: 'The busiest hour' },
  'stress-2000': { ...steady(2000, 100, 5 * minutes), targets: underStress, description: 'Twice the busiest hour' },
  ladder: {
    stages: [100, 200, 500, 1000, 2000].map((users) => ({ users, rampUp: 1 * minutes, duration: 5 * minutes })),
    ...{ targets: usual, description: 'Step by step, to find the limit' },
  },
  soak: { users: 200, rampUp: 10 * minutes, runTime: 8 * hours, targets: usual, description: 'A whole working day' },
  spikes: {
    ...{ users: 100, runTime: 10 * minutes, spikes: { users: 500, every: 3 * minutes, duration: 2 * minutes } },
    ...{ targets: usual, description: 'Repeated sudden increases' },
  },
  'business-hours': {
    day: {
      ...{ from: clock(9), to: clock(17), requestsPerMinute: 300, offHoursRequestsPerMinute: 50 },
      peak: { from: clock(12), to: clock(14), multiplier: 2 },
      maintenance: { from: clock(2), to: clock(4) },
      bursts: { multiplier: 5, duration: 10 * minutes, every: 6 * hours },
    },
    pacing: 6 * seconds,
    ...{ targets: usual, description: '24 hours from 9:00; --time-scale 60 plays them in 24 minutes' },
  },
};

/** By name, in the order of their list. */
export const builtInScenarios: Scenarios = new Map(
  Object.entries(table).map(([name, settings]) => [name, { settings, place: 'built in' }]),
);

function steady(users: number, spawnRate: number, runTime: number): ScenarioSettings {
  return { users, spawnRate, runTime, targets: usual };
}

function clock(hour: number): number {
  return hour * 60;
}
