import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Events } from '../../src/core/events/global-events.js';
import type { Reporter } from '../../src/core/reporter.js';
import type { RunParts } from '../../src/run/run-parts.js';
import { RunReporters } from '../../src/run/run-reporters.js';
import { temporaryFolder } from '../helpers/files/temporary-folder.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

function createReporters(csvPrefix: string | null, ...reporters: Reporter[]) {
  const { environment, log: lines } = makeEnvironment();
  const options = { ...environment.parsedOptions, csvPrefix };
  const parts: RunParts = { userClasses: [], options, events: new Events(), log: environment.log, reporters };
  return { environment, lines, created: new RunReporters(environment, parts, []) };
}

describe('RunReporters', () => {
  it('names the CSV files of a run with a prefix, and none without one', () => {
    const prefix = join(temporaryFolder(), 'a');
    const { created } = createReporters(prefix);
    created.hub.start();
    created.hub.end();
    created.release();
    expect(created.files).toContain(`${prefix}_stats.csv`);
    expect(created.files.every((path) => existsSync(path))).toBe(true);
    expect(createReporters(null).created.files).toEqual([]);
  });

  it('names the file of custom metrics, where there are some', () => {
    const prefix = join(temporaryFolder(), 'a');
    const { created, environment } = createReporters(prefix);
    created.hub.start();
    environment.stats.metrics.rate('cache hit', true);
    created.hub.end();
    created.release();
    expect(created.files.at(-1)).toBe(`${prefix}_metrics.csv`);
    expect(existsSync(`${prefix}_metrics.csv`)).toBe(true);
  });

  it('marks the run as broken when a reporter throws', () => {
    const broken: Reporter = {
      name: 'broken',
      tick: () => {
        throw new Error('no disk');
      },
    };
    const { environment, lines, created } = createReporters(null, broken);
    created.hub.start();
    created.hub.tick();
    created.hub.end();
    created.release();
    expect(environment.unhandledError).toBe(true);
    expect(lines.join('\n')).toContain('no disk');
  });

  it.each([
    [2, false],
    [1_000, true],
  ])('advises common names where reports are slow with many rows: %i', (rows, advises) => {
    const slow: Reporter = {
      name: 'slow',
      tick: () => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300),
    };
    const { environment, lines, created } = createReporters(null, slow);
    for (let i = 0; i < rows; i++) environment.stats.record(makeSample({ name: `/${i}` }));
    created.hub.start();
    created.hub.tick();
    created.hub.end();
    created.release();
    expect(lines.join('\n')).toMatch(/Reports take .* with \d+ rows/);
    expect(lines.join('\n').includes('need a common name')).toBe(advises);
  });
});
