import { describe, expect, it } from 'vitest';
import { type Judge, judgeRun, type Verdict } from '../../../src/core/results/judge.js';
import { takeSnapshot } from '../../../src/core/snapshot.js';
import { makeEnvironment } from '../../helpers/users/logged-environment.js';

const verdict = (exitCode: number, reason: string | null = null): Verdict => ({ exitCode, reason });

function judgeWith(...answers: (() => Verdict | null)[]) {
  const { environment, log } = makeEnvironment();
  const asked: string[] = [];
  const judges = answers.map((answer, i): Judge => {
    const name = `judge ${i}`;
    return {
      name,
      judge: () => {
        asked.push(name);
        return answer();
      },
    };
  });
  return { result: judgeRun(judges, environment, takeSnapshot(environment)), asked, log, environment };
}

describe('judgeRun', () => {
  it('passes a run that no judge objects to', () => {
    expect(judgeWith().result).toEqual(verdict(0));
    expect(judgeWith(() => null).result).toEqual(verdict(0));
  });

  it('takes the first verdict, and asks no judge after it', () => {
    const { result, asked } = judgeWith(
      () => null,
      () => verdict(3, 'p95 was 700 ms.'),
      () => verdict(4),
    );
    expect(result).toEqual(verdict(3, 'p95 was 700 ms.'));
    expect(asked).toEqual(['judge 0', 'judge 1']);
  });

  it('passes the environment and the snapshot to each judge', () => {
    const { environment } = makeEnvironment();
    const snapshot = takeSnapshot(environment);
    const seen: unknown[] = [];
    const judge: Judge = {
      name: 'it',
      judge: (...given) => {
        seen.push(...given);
        return null;
      },
    };
    judgeRun([judge], environment, snapshot);
    expect(seen).toEqual([environment, snapshot]);
  });

  it.each<[string, () => Verdict]>([
    [
      'throws',
      () => {
        throw new Error('no baseline');
      },
    ],
    ['gives what is no exit code', () => verdict(256)],
  ])('logs a judge that %s, counts it as a failed part of the run, and asks the next', (_, answer) => {
    const { result, asked, log, environment } = judgeWith(answer, () => verdict(5));
    expect([result.exitCode, asked.length, environment.unhandledError]).toEqual([5, 2, true]);
    expect(log).toEqual([
      expect.stringMatching(/^ERROR\/locust.main: The judge judge 0 failed: (no baseline|Expected the exitCode of a)/),
    ]);
  });
});
