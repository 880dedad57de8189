import { describe, expect, it } from 'vitest';
import { locate } from '../../../src/analysis/scenarios/located.js';
import { scenarioKind } from '../../../src/analysis/scenarios/scenario-fields.js';

const read = (value: object) => scenarioKind.read(locate(value, 'a', 'f'), 'scenario a');

describe('the keys of a scenario', () => {
  it('are read by their common names', () => {
    const given = {
      ...{ concurrent_users: 5, ramp_up_minutes: 1, duration_minutes: 2, spike_multiplier: 3, failure_threshold: 0.01 },
      ...{ thresholds: 'p95 < 1s', user_classes: 'A' },
    };
    expect(read(given)).toEqual({
      ...{ users: 5, rampUp: 60, runTime: 120, spikes: { multiplier: 3 }, failureThreshold: 0.01 },
      ...{ targets: ['p95 < 1s'], userClasses: ['A'] },
    });
  });

  it('describe a whole day', () => {
    const day = {
      ...{ from: '09:00', to: '17:00', requests_per_minute: 300, off_hours_requests_per_minute: 50 },
      peak: { from: '12:00', to: '14:00', multiplier: 2 },
      maintenance: { from: '02:00', to: '04:00' },
      bursts: { multiplier: 5, duration: '10m', every: '6h' },
    };
    expect(read({ day })).toEqual({
      day: {
        ...{ from: 540, to: 1020, requestsPerMinute: 300, offHoursRequestsPerMinute: 50 },
        peak: { from: 720, to: 840, multiplier: 2 },
        maintenance: { from: 120, to: 240 },
        bursts: { multiplier: 5, duration: 600, every: 21_600 },
      },
    });
    expect(() => read({ day: { ...day, maintenance: { from: '02:00' } } })).toThrow(
      'a.day.maintenance of f: Expected maintenance of day of scenario a to have to, got none.',
    );
    expect(() => read({ day: { ...day, maintenance: { from: '00:00', to: '00:00' } } })).toThrow(
      'a.day.maintenance of f: Expected a maintenance window shorter than a day, got equal from and to.',
    );
  });
});
