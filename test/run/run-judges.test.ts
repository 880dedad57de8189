import { describe, expect, it } from 'vitest';
import type { Environment } from '../../src/core/environment.js';
import { Events } from '../../src/core/events/global-events.js';
import type { Hook } from '../../src/core/events/hook.js';
import { LoadShape } from '../../src/core/shape.js';
import { StopUser } from '../../src/core/signals.js';
import { run } from '../../src/run/run-in-script.js';
import type { RunOptions } from '../../src/run/run-options.js';
import type { UserClass } from '../../src/user/classes/check.js';
import { tag } from '../../src/user/tasks/tag.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { constant } from '../../src/user/wait.js';
import { makeSample } from '../helpers/statistics/samples.js';
import { newLog, quiet, Walker, walkerThat } from '../helpers/users/walker.js';

describe('a run that measures nothing', () => {
  class Idle extends User {
    static override waitTime = constant(0.01);
    @task go(): void {}
  }
  class Hanging extends User {
    @task hang() {
      return new Promise(() => {});
    }
  }
  class Dying extends User {
    override onStart(): void {
      throw new StopUser();
    }
    @task go(): void {}
  }
  class Nothing extends LoadShape {
    tick(): null {
      return null;
    }
  }

  it.each<[string, Partial<RunOptions>, string]>([
    ['its users report no request', { userClasses: [Idle], runTimeSeconds: 0.1 }, 'no user reported a request'],
    ['a task never ends', { userClasses: [Hanging], runTimeSeconds: 0.1 }, 'no user reported a request'],
    ['its shape ends at once', { shape: new Nothing() }, 'the test ended before its first user'],
    ['it is aborted before its start', { signal: AbortSignal.abort() }, 'the test ended before its first user'],
    ['every user ends at its start', { userClasses: [Dying], users: 3, spawnRate: 100 }, 'no user reported a request'],
  ])('fails if %s, and logs that', async (_, given, reason) => {
    const { log, lines } = newLog();
    const result = await run({ userClasses: [Walker], ...given, ...log });
    expect(result).toMatchObject({ exitCode: 1, reason: `Nothing was measured: ${reason}.` });
    expect(lines).toContain(`ERROR/locust.main: Nothing was measured: ${reason}.`);
  });

  it('passes if it is configured without users', async () => {
    const result = await run({ userClasses: [Walker], users: 0, runTimeSeconds: 0.1 });
    expect(result).toMatchObject({ exitCode: 0, reason: null });
  });

  it('ends when every user has ended by itself, and logs that', async () => {
    const { log, lines } = newLog();
    await run({ userClasses: [Dying], users: 2, spawnRate: 100, runTimeSeconds: 3600, ...log });
    expect(lines).toContain('WARNING/locust.runners: Every user has ended by itself, shutting down');
  });
});

describe('the exit code', () => {
  const failing = walkerThat((user) =>
    user.environment.events.request.fire(makeSample({ exception: new Error('too slow') })),
  );
  const throwing = walkerThat(() => {
    throw new Error('oh');
  });

  it.each([
    ['0 without failures', Walker, 0],
    ['1 after a failed request', failing, 1],
    ['1 after an exception', throwing, 1],
  ] as const)('is %s', async (_, userClass, expected) => {
    expect((await run({ userClasses: [userClass], log: quiet })).exitCode).toBe(expected);
  });

  it('is 2 after a listener threw, synchronously or not, unless requests failed', async () => {
    const broken = () => {
      const events = new Events();
      events.spawningComplete.addListener(async () => {
        throw new Error('grr');
      });
      return events;
    };
    expect((await run({ userClasses: [Walker], events: broken(), log: quiet })).exitCode).toBe(2);
    expect((await run({ userClasses: [failing], events: broken(), log: quiet })).exitCode).toBe(1);
  });

  it.each(['testStop', 'quitting', 'quit'] as const)('is 2 after a listener of %s threw', async (name) => {
    const events = new Events();
    (events[name] as Hook<unknown>).addListener(() => {
      throw new Error('grr');
    });
    expect((await run({ userClasses: [Walker], events, log: quiet })).exitCode).toBe(2);
  });

  it('is what a quitting listener sets, before everything else', async () => {
    const events = new Events();
    events.quitting.addListener(({ environment }) => {
      environment.processExitCode = 0;
    });
    expect((await run({ userClasses: [throwing], events, log: quiet })).exitCode).toBe(0);
  });

  it('is 2 if a listener sets an invalid one, and the log names the listener', async () => {
    const events = new Events();
    events.quitting.addListener(function decide({ environment }) {
      environment.processExitCode = 'x' as unknown as number;
    });
    const { log, lines } = newLog();
    expect((await run({ userClasses: [Walker], events, ...log })).exitCode).toBe(2);
    expect(lines).toContainEqual(expect.stringContaining('quitting (decide)'));
    expect(lines).toContainEqual(expect.stringContaining("from 0 to 255, or null, got 'x'."));
  });

  it('is 2 if a user cannot be constructed, and the run ends', async () => {
    class Unborn extends Walker {
      constructor(...parts: ConstructorParameters<typeof Walker>) {
        super(...parts);
        throw new Error('no ticket');
      }
    }
    const { log, lines } = newLog();
    expect((await run({ userClasses: [Unborn], ...log })).exitCode).toBe(2);
    expect(lines).toContain('CRITICAL/locust.runners: Class Unborn could not be constructed: no ticket');
  });
});

describe('a check of the results in a listener of quitting', () => {
  class Failing extends User {
    static override waitTime = constant(0.001);

    @task fail(): void {
      this.environment.events.request.fire(makeSample({ exception: 'bad' }));
      if (this.environment.stats.total.numRequests >= 10) this.environment.runner?.quit();
    }
  }

  async function runWith(userClass: UserClass, check: (environment: Environment) => void) {
    const events = new Events();
    events.quitting.addListener(({ environment }) => check(environment));
    const { log, lines } = newLog();
    const { exitCode } = await run({ userClasses: [userClass], users: 1, events, ...log });
    return { exitCode, lines };
  }

  it('sees the fail ratio and percentiles, and sets the exit code', async () => {
    const { exitCode } = await runWith(Failing, (environment) => {
      const { total } = environment.stats;
      const entry = environment.stats.get('/a', 'GET');
      if (total.failRatio > 0.05 && entry.getResponseTimePercentile(0.95) === 10) environment.processExitCode = 7;
    });
    expect(exitCode).toBe(7);
  });

  it('fails with the right name if it reads one of Locust’s Python names, and never passes silently', async () => {
    const { exitCode, lines } = await runWith(Walker, (environment) => {
      const { total } = environment.stats as unknown as { total: { fail_ratio: number } };
      if (total.fail_ratio > 0.05) environment.processExitCode = 7;
    });
    expect(exitCode).toBe(2);
    expect(lines.join('\n')).toContain('Expected a name that tsloc has, got stats entry.fail_ratio.');
  });
});

describe('the targets of a run', () => {
  class Measured extends User {
    static override waitTime = constant(0.01);

    @task @tag('pay') async pay(): Promise<void> {
      await this.measure('SQL', 'insert', () => {});
      if (this.environment.stats.total.numRequests >= 5) this.environment.runner?.quit();
    }
  }

  it('are judged, and the result has the judgement', async () => {
    const targets = [
      'count >= 5',
      'user Measured count >= 5',
      'tag pay error rate <= 0%',
      { target: 'rps > 1e', level: 'target' },
    ];
    const { log } = newLog();
    const given = { userClasses: [Measured], users: 1, ...log };
    await expect(run({ ...given, targets: targets as never })).rejects.toMatchObject({
      code: 'BAD_TARGET',
      exitCode: 2,
    });
    const warning = { target: 'count > 1000', level: 'target' } as const;
    const good = await run({
      ...given,
      targets: ['count >= 5', 'user Measured count >= 5', 'tag pay error rate <= 0%', warning],
    });
    expect(good).toMatchObject({ exitCode: 0, judgement: { passed: true, exitCode: 0 } });
    expect(good.judgement.results.map(({ state }) => state)).toEqual(['met', 'met', 'met', 'missed']);
    const bad = await run({ ...given, targets: ['GET refund count >= 1'] });
    expect(bad).toMatchObject({ exitCode: 1, reason: '1 of 1 targets is missed.', judgement: { passed: false } });
    expect((await run(given)).judgement).toEqual({ passed: true, exitCode: 0, results: [] });
  });
});
