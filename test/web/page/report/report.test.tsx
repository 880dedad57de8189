import { afterEach, describe, expect, it } from 'vitest';
import { connection, run } from '../../../../src/web/page/feed/run-state.js';
import { frozenRun, unknownRun } from '../../../../src/web/page/feed/run-view.js';
import { Report } from '../../../../src/web/page/report/report.js';
import { emptyPoints } from '../../../helpers/page/feed.js';
import { SimulatedTest } from '../../../helpers/page/simulated-test.js';
import { markupOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
  connection.value = 'connecting';
});

function sectionsOf(frozen: ReturnType<SimulatedTest['frozen']>): (string | undefined)[] {
  connection.value = 'frozen';
  run.value = frozenRun(frozen);
  return [...markupOf(<Report peakUsers={500} />).matchAll(/<\/(?:section|div|header)><h2>([^<]+)/g)].map(
    (match) => match[1],
  );
}

describe('a report', () => {
  const test = new SimulatedTest({ names: 2, users: 500, spawnRate: 50, startTime: 1000 });
  for (let second = 0; second < 40; second++) test.step();

  it('has all parts in order', () => {
    expect(sectionsOf(test.frozen())).toEqual(['Request statistics', 'Response times', 'Failures', 'Charts']);
  });

  it('omits empty parts', () => {
    const frozen = test.frozen();
    const without = { ...frozen, snapshot: { ...frozen.snapshot, failures: [] } };
    expect(sectionsOf(without)).not.toContain('Failures');
    const withoutPoints = { ...frozen, history: { ...frozen.history, points: emptyPoints() } };
    expect(sectionsOf(withoutPoints)).not.toContain('Charts');
  });

  it('has no command', () => {
    expect(markupOf(<Report peakUsers={500} />)).not.toMatch(/>(Stop|Reset|Edit|New test|Start)</);
  });
});
