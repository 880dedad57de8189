import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { ClassChange } from '../../src/cluster/master/class-change.js';
import { LoadShape } from '../../src/core/shape.js';
import { HttpUser } from '../../src/protocols/http/http-user.js';
import { RunBackend, type RunControls } from '../../src/run/run-backend.js';
import type { TestPlan } from '../../src/runner/test-control.js';
import type { UserClass } from '../../src/user/classes/check.js';
import { task } from '../../src/user/tasks/task.js';
import { User } from '../../src/user/user.js';
import { steadyEpochSeconds } from '../../src/util/loop/clock.js';
import { makeEnvironment } from '../helpers/users/logged-environment.js';

class Wave extends LoadShape {
  static override abstract = false;
  tick(): null {
    return null;
  }
}

function backendOf({ state = 'ready', endsAt = null as number | null } = {}) {
  class Visitor extends HttpUser {
    @task(2) look(): void {}
    @task miss(): void {}
  }
  class Worker extends User {
    @task work(): void {}
  }
  const userClasses = [Visitor, Worker] as unknown as UserClass[];
  const { environment } = makeEnvironment({}, userClasses);
  environment.runner = { state, userClassesCount: new Map() } as never;
  const plans: Partial<TestPlan>[] = [];
  const changes: ClassChange[] = [];
  const followed = { shape: null as LoadShape | null };
  const controls: { -readonly [K in keyof RunControls]: RunControls[K] } = {
    startTest: async (plan) => void plans.push(plan),
    stopTest: async () => {},
    fail: () => {},
    endsAt: () => endsAt,
    followedShape: () => followed.shape,
    workers: () => null,
    changeClass: (change) => void changes.push(change),
    files: () => ['r_stats.csv', 'r_stats_history.csv'],
  };
  const facts = {
    version: '1',
    locustfile: 'u.ts',
    userClasses,
    shapes: new Map([['Wave', Wave]]),
    customFlags: new Map(),
  };
  return {
    backend: new RunBackend(environment, facts, null, controls),
    environment,
    plans,
    followed,
    changes,
    controls,
  };
}

const test = { users: 5, spawnRate: 1, runTimeSeconds: null, userClasses: null, shape: null };

describe('RunBackend', () => {
  it('starts the chosen classes', () => {
    const { backend, environment, plans } = backendOf();
    backend.startTest({ ...test, userClasses: ['Worker'] });
    expect(environment.userClasses.map(({ name }) => name)).toEqual(['Worker']);
    expect(plans).toEqual([{ users: 5, spawnRate: 1, runTimeSeconds: null, shape: null }]);
  });

  it('knows which classes run, or would run in the next test', () => {
    const { backend } = backendOf();
    const chosen = () => backend.pickableClasses().map(({ isChosen }) => isChosen);
    expect(chosen()).toEqual([true, true]);
    backend.startTest({ ...test, userClasses: ['Worker'] });
    expect(chosen()).toEqual([false, true]);
  });

  it('keeps the classes of a running test, as Locust does: its users come from those', () => {
    const { backend, environment, plans } = backendOf({ state: 'running' });
    backend.startTest({ ...test, userClasses: ['Worker'] });
    expect(environment.userClasses.map(({ name }) => name)).toEqual(['Visitor', 'Worker']);
    expect(plans).toEqual([{ users: 5, spawnRate: 1, runTimeSeconds: null, shape: null }]);
  });

  it('leaves out chosen classes that cannot have users, and refuses a test without any other', () => {
    const { backend, environment, plans } = backendOf();
    backend.updateUserClass('Visitor', { weight: 0 });
    backend.startTest({ ...test, userClasses: ['Visitor', 'Worker'] });
    expect(environment.userClasses.map(({ name }) => name)).toEqual(['Worker']);
    expect(() => backend.startTest({ ...test, userClasses: ['Visitor'] })).toThrow(
      expect.objectContaining({ code: 'NO_USERS' }),
    );
    expect([environment.userClasses.length, plans.length]).toEqual([1, 1]);
  });

  it('keeps classes and shape if the test cannot start', () => {
    const { backend, environment, controls } = backendOf();
    controls.startTest = () => {
      throw new Error('no host');
    };
    expect(() => backend.startTest({ ...test, userClasses: ['Worker'], shape: 'Wave' })).toThrow('no host');
    expect([environment.userClasses.length, backend.activeShape]).toEqual([2, null]);
  });

  it('does not restart a shape that is running, as Locust does not', () => {
    const { backend, plans, followed } = backendOf({ state: 'running' });
    backend.startTest({ ...test, shape: 'Wave' });
    followed.shape = plans[0]?.shape ?? null;
    backend.startTest({ ...test, shape: 'Wave' });
    expect(plans).toHaveLength(1);
    followed.shape = null; // it has ended, or was stopped
    backend.startTest({ ...test, shape: 'Wave' });
    backend.startTest({ ...test, shape: null });
    expect(plans).toHaveLength(3);
  });

  it('has the ratios among given users: a report shows those of the test that was stopped', () => {
    const { backend } = backendOf({ state: 'stopped' });
    expect(backend.taskRatios().total).toMatchObject({ Visitor: { ratio: 0 }, Worker: { ratio: 0 } });
    const { total } = backend.taskRatios({ Visitor: 3, Worker: 1 });
    expect(total).toMatchObject({ Visitor: { ratio: 0.75, tasks: { look: { ratio: 0.5 } } }, Worker: { ratio: 0.25 } });
  });

  it('keeps the remaining run time if the load of a running test changes', () => {
    const { backend, plans } = backendOf({ state: 'running', endsAt: steadyEpochSeconds() + 60 });
    backend.startTest(test);
    expect(plans[0]?.runTimeSeconds).toBeGreaterThan(50);
    expect(plans[0]?.runTimeSeconds).toBeLessThanOrEqual(60);
  });

  it.each([3_600, -3_600])('keeps it also if the wall clock was set by %d s', (seconds) => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { backend, plans } = backendOf({ state: 'running', endsAt: steadyEpochSeconds() + 60 });
    vi.setSystemTime(Date.now() + seconds * 1_000);
    backend.startTest(test);
    expect(plans[0]?.runTimeSeconds).toBeCloseTo(60, 1);
  });

  it('follows a shape by its name, and later none', () => {
    const { backend } = backendOf();
    backend.startTest({ ...test, shape: 'Wave' });
    expect(backend.activeShape).toEqual({ name: 'Wave', useCommonOptions: false });
    backend.startTest(test);
    expect(backend.activeShape).toBeNull();
  });

  it('selects tasks of a class, and all of them again', () => {
    const { backend } = backendOf();
    backend.updateUserClass('Visitor', { tasks: ['miss'], weight: 7 });
    expect(backend.pickableClasses()[0]).toMatchObject({
      weight: 7,
      tasks: ['look', 'look', 'miss'],
      selectedTasks: ['miss'],
    });
    backend.updateUserClass('Visitor', { tasks: ['look', 'miss'] });
    expect(backend.pickableClasses()[0]?.selectedTasks).toEqual(['look', 'look', 'miss']);
  });

  it.each([
    [{ weight: '5' }, 'BAD_WEIGHT'],
    [{ weight: -1 }, 'BAD_WEIGHT'],
    [{ weight: null }, 'BAD_WEIGHT'],
    [{ fixed_count: '' }, 'BAD_WEIGHT'],
    [{ host: 5 }, 'BAD_HOST'],
    [{ wait_time: 3 }, 'BAD_WAIT_TIME'],
    [{ stopTimeout: 'soon' }, 'BAD_STOP_TIMEOUT'],
  ])('refuses the settings %j of a class, and changes none of them', (settings, code) => {
    const { backend } = backendOf();
    const before = backend.pickableClasses();
    const change = () => backend.updateUserClass('Visitor', { host: 'http://new', tasks: ['miss'], ...settings });
    expect(change).toThrow(expect.objectContaining({ code }));
    expect(backend.pickableClasses()).toEqual(before);
  });

  it('tells the workers what was set, in the given spelling, and whether other tasks are selected', () => {
    const { backend, environment, changes } = backendOf();
    expect(() => backend.updateUserClass('Visitor', { weight: '5' })).toThrow();
    backend.updateUserClass('Visitor', { tasks: ['look', 'miss'], fixed_count: 2, vip: true });
    expect({ ...environment.userClasses[0] }).toMatchObject({ fixedCount: 2, vip: true });
    backend.updateUserClass('Visitor', { tasks: ['miss'] });
    backend.updateUserClass('Visitor', { host: 'http://h' });
    expect(changes).toEqual([
      {
        userClass: 'Visitor',
        attributes: { fixed_count: 2, vip: true },
        tasks: ['look', 'miss'],
        isOtherSelection: false,
      },
      { userClass: 'Visitor', attributes: {}, tasks: ['miss'], isOtherSelection: true },
      { userClass: 'Visitor', attributes: { host: 'http://h' }, tasks: undefined, isOtherSelection: false },
    ]);
  });

  it('refuses an unknown class', () => {
    expect(() => backendOf().backend.updateUserClass('Nobody', {})).toThrow(
      expect.objectContaining({ code: 'UNKNOWN_USER' }),
    );
  });

  it('knows which classes need a host, and where the full history is', () => {
    const { backend, environment } = backendOf();
    expect(backend.pickableClasses().map(({ needsHost }) => needsHost)).toEqual([true, false]);
    expect(backend.fullHistoryPath).toBeNull();
    Object.assign(environment.parsedOptions, { statsHistoryEnabled: true });
    expect(backend.fullHistoryPath).toBe('r_stats_history.csv');
  });
});
