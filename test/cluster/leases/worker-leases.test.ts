import { describe, expect, it } from 'vitest';
import { WorkerLeases } from '../../../src/cluster/leases/worker-leases.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

function leasesOf() {
  const sent: [string, Record<string, unknown>][] = [];
  const { environment, log: lines } = makeEnvironment();
  const leases = new WorkerLeases(environment, (type, data) => sent.push([type, data as never]));
  return { leases, sent, lines };
}

const take = (leases: WorkerLeases, series: string) => leases.take(series, Number.POSITIVE_INFINITY, {});

describe('WorkerLeases', () => {
  it('keeps series apart, with one sequence of request numbers', async () => {
    const { leases, sent } = leasesOf();
    const numbers = [take(leases, 'a'), take(leases, 'b')];
    expect(sent.map(([type, { series, number }]) => [type, series, number])).toEqual([
      ['tsloc_lease', 'a', 1],
      ['tsloc_lease', 'b', 2],
    ]);
    leases.answer({ series: 'b', number: 2, numbers: [7, 8], isEnd: false });
    leases.answer({ series: 'a', number: 1, numbers: [3, 4], isEnd: false });
    leases.answer({ series: 'unknown', number: 1, numbers: [3, 4], isEnd: false });
    expect(await Promise.all(numbers)).toEqual([3, 7]);
  });

  it('is settled when everything is given back', () => {
    const { leases, sent } = leasesOf();
    void take(leases, 'a');
    leases.answer({ series: 'a', number: 1, numbers: [0, 9], isEnd: false });
    leases.giveBack();
    expect([leases.isSettled, sent.at(-1)?.[1].returned]).toEqual([false, [1, 9]]);
    leases.answer({ series: 'a', number: 2, numbers: [], isEnd: false });
    expect(leases.isSettled).toBe(true);
  });

  it('never uses an old request number again, so that late answers of another master have no effect', () => {
    const { leases, sent } = leasesOf();
    void take(leases, 'a');
    leases.reset();
    void take(leases, 'a');
    expect(sent.map(([, { number }]) => number)).toEqual([1, 2]);
  });

  it('warns once that nothing is shared with a master that is not tsloc', () => {
    const { leases, lines } = leasesOf();
    expect([leases.isShared, leases.isShared]).toEqual([false, false]);
    expect(lines.filter((line) => line.includes('The master is not tsloc'))).toHaveLength(1);
    leases.isShared = true;
    expect(leases.isShared).toBe(true);
  });
});
