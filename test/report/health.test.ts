import { describe, expect, it } from 'vitest';
import { HealthReporter } from '../../src/report/health.js';

/** What it says in a run whose seconds had these shares of busy time, and what in the end. */
function warningsOf(utilizations: readonly number[], delays: readonly number[] = []) {
  const warnings: string[] = [];
  const looks = utilizations.map((loopUtilization, i) => ({ loopUtilization, loopDelay: delays[i] ?? 0 }));
  const reporter = new HealthReporter(
    () => looks.shift() ?? { loopUtilization: 0, loopDelay: 0 },
    (message) => warnings.push(message),
  );
  for (const _ of utilizations) reporter.tick();
  const during = warnings.splice(0);
  reporter.end();
  return { during, end: warnings };
}

describe('HealthReporter', () => {
  it('says nothing of a process that keeps up', () => {
    expect(warningsOf([0, 0.5, 0.89, 0.89, 0.89, 0.89])).toEqual({ during: [], end: [] });
  });

  it('warns in the third busy second in a row, and once more in the end with the figures', () => {
    expect(warningsOf([0.95, 0.95]).during).toEqual([]);
    const { during, end } = warningsOf([0.95, 0.95, 0.9, 1, 1, 0.2], [30, 140.4, 0, 10]);
    expect(during).toEqual([expect.stringContaining('over 90 % busy')]);
    expect(end).toEqual([expect.stringContaining('over 90 % busy for 5 s (up to 140 ms late)')]);
  });

  it('warns of a busy stretch also when single busy seconds came before it', () => {
    expect(warningsOf([1, 0, 1, 0, 1, 0, 1, 1, 1]).during).toHaveLength(1);
  });

  it('does not warn during the run of busy seconds that never last', () => {
    expect(warningsOf([1, 1, 0, 1, 1, 0, 1, 1, 0]).during).toEqual([]);
  });

  it('warns once however many stretches there are', () => {
    expect(warningsOf([1, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1]).during).toHaveLength(1);
  });
});
