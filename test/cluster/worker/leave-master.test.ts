import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Conditions } from '../../../src/cluster/condition.js';
import { reportBeforeLeaving } from '../../../src/cluster/worker/leave-master.js';
import { Log } from '../../../src/util/log/log.js';
import { sleep } from '../../../src/util/loop/clock.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A worker whose users take a second to stop. */
function worker({ isMasterTsloc = true, isJoined = true } = {}) {
  const steps: string[] = [];
  const log: string[] = [];
  const answers = new Conditions();
  const reports = { isAcknowledged: false, resend: () => void steps.push('resend') };
  const parts = {
    runner: { stopUsers: () => sleep(1_000).then(() => void steps.push('stopped')) },
    heartbeats: { isMasterTsloc, send: () => void steps.push('heartbeat') },
    reports,
    leases: { isSettled: true, giveBack: () => void steps.push('give back'), keepUp: () => {} },
    registration: { isJoined },
    answers,
    logger: new Log('INFO', (line) => log.push(line)).logger('x'),
    report: () => void steps.push('report'),
    sendLog: () => void steps.push('log'),
  };
  const done = reportBeforeLeaving(parts).then(() => void steps.push('done'));
  const acknowledge = () => {
    reports.isAcknowledged = true;
    answers.check();
  };
  return { steps, log, done, acknowledge };
}

describe('reportBeforeLeaving', () => {
  it('reports when all users have stopped, and waits until the master has confirmed it', async () => {
    const { steps, log, acknowledge } = worker();
    await vi.advanceTimersByTimeAsync(1_400);
    expect(steps).toEqual(['stopped', 'give back', 'report', 'log', 'heartbeat', 'resend', 'heartbeat']);
    acknowledge();
    await vi.advanceTimersByTimeAsync(0);
    expect([steps.at(-1), log]).toEqual(['done', []]);
  });

  it('gives up after three seconds, and says what may be missing', async () => {
    const { steps, log, done } = worker();
    await vi.advanceTimersByTimeAsync(3_900);
    expect(steps).not.toContain('done');
    await vi.advanceTimersByTimeAsync(500);
    await done;
    expect(log.join()).toContain('The master has not confirmed the last reports');
  });

  it('reports twice to a Python master, which stops listening before slow users have stopped', async () => {
    const { steps } = worker({ isMasterTsloc: false });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(steps).toEqual(['report', 'stopped', 'give back', 'report', 'log', 'done']);
  });

  it('waits for no answer where no master knows the worker', async () => {
    const { steps } = worker({ isJoined: false });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(steps).toEqual(['stopped', 'give back', 'report', 'done']);
  });
});
