import { afterEach, describe, expect, it } from 'vitest';
import { connection, run } from '../../../../src/web/page/feed/run-state.js';
import { unknownRun, withHistory } from '../../../../src/web/page/feed/run-view.js';
import { Charts } from '../../../../src/web/page/tabs/charts.js';
import { SimulatedTest } from '../../../helpers/page/simulated-test.js';
import { markupOf, wordsOf } from '../markup.js';

afterEach(() => {
  run.value = unknownRun;
  connection.value = 'connecting';
});

describe('the charts', () => {
  it('are five, and the events as text', () => {
    const test = new SimulatedTest({ names: 1, users: 10, spawnRate: 5, startTime: 1000 });
    test.step();
    run.value = withHistory(unknownRun, test.history());
    const titles = [...markupOf(<Charts />).matchAll(/<h2>([^<]+)/g)].map((match) => match[1]?.trim());
    expect(titles).toEqual([
      'Requests per second',
      'Response times',
      'Latency heat map',
      'Users',
      'Errors by kind',
      'Events',
    ]);
  });

  it('say that there are no errors', () => {
    const test = new SimulatedTest({ names: 1, users: 10, spawnRate: 5, startTime: 1000 });
    test.step();
    const known = withHistory(unknownRun, test.history());
    run.value = { ...known, points: { ...known.points, errorKinds: [], errors: [[]] } };
    expect(wordsOf(<Charts />)).toContain('Errors by kind No request has failed.');
  });

  it('leave out those without data in a report', () => {
    const test = new SimulatedTest({ names: 1, users: 10, spawnRate: 5, startTime: 1000 });
    test.step();
    const known = withHistory(unknownRun, test.history());
    run.value = {
      ...known,
      points: { ...known.points, latencyBounds: [], latency: [[]], errorKinds: [], errors: [[]] },
    };
    connection.value = 'frozen';
    const words = wordsOf(<Charts />);
    expect([words.includes('Users'), words.includes('heat map'), words.includes('Errors')]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('show when they start', () => {
    expect(wordsOf(<Charts />)).toContain('Charts begin with the first second of a test.');
  });
});
