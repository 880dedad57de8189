import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SequentialTaskSet } from '../../../src/user/tasks/sequential.js';
import { type Task, taskOf } from '../../../src/user/tasks/task-item.js';
import { tasksOf } from '../../../src/user/tasks/task-list.js';
import { TaskTable } from '../../../src/user/tasks/task-table.js';
import { User } from '../../../src/user/user.js';
import { type Random, randomStream } from '../../../src/util/random.js';
import { repeatTasks, tasksIn } from '../../helpers/users/repeated-tasks.js';
import { newEnvironment } from '../../helpers/users/start-user.js';

const weigh = (weights: readonly number[]) =>
  weights.map((weight) => {
    const item = () => {};
    return { key: item, task: taskOf(item), weight };
  });

/** Draws like the random streams of users, but from the same given number each time. */
const drawing = (number: number): Random => ({
  next: () => number,
  integer: (low, high) => low + Math.floor(number * (high - low + 1)),
  between: (low, high) => low + number * (high - low),
  pick: (items) => items[Math.floor(number * items.length)] as never,
  weighted: () => expect.unreachable(),
});

const fewTasks = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 8 });
const heavyTasks = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 8 });
const manyTasks = fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 300, maxLength: 1200 });
const anyWeights = fc.oneof(fewTasks, heavyTasks, manyTasks);

describe('TaskTable', () => {
  it('picks what a list of repetitions would, for the same random numbers', () => {
    fc.assert(
      fc.property(anyWeights, fc.string(), (weights, seed) => {
        const weighted = weigh(weights);
        const [table, list] = [new TaskTable(weighted), repeatTasks(weighted)];
        const [picked, expected] = [randomStream(seed, 'user'), randomStream(seed, 'user')];
        for (let i = 0; i < 100; i++) if (table.pick(picked) !== expected.pick(list)) return false;
        return picked.next() === expected.next();
      }),
      { numRuns: 300 },
    );
  });

  it('has at each index what a list of repetitions has', () => {
    fc.assert(
      fc.property(anyWeights, (weights) => {
        const weighted = weigh(weights);
        const list = repeatTasks(weighted);
        const tasks = tasksIn(new TaskTable(weighted));
        return tasks.length === list.length && tasks.every((task, index) => task === list[index]);
      }),
    );
  });

  it.each([[[1023, 1]], [[1024, 1]], [[1, 1_000_000, 1]], [[1e9, 1, 1e9]]])(
    'with weights of %j, picks the first and last task by the smallest and largest random number',
    (weights) => {
      const weighted = weigh(weights);
      const table = new TaskTable(weighted);
      const places = [0, 1 - 2 ** -32].map((number) =>
        weighted.findIndex(({ task }) => task === table.pick(drawing(number))),
      );
      expect(places).toEqual([0, weights.length - 1]);
      expect(table.length).toBe(weights.reduce((sum, weight) => sum + weight, 0));
    },
  );

  it('has one entry for a task of any weight', () => {
    const entriesBefore = process.memoryUsage().heapUsed;
    const tables = Array.from({ length: 100 }, () => new TaskTable(weigh([1e7, 1e9])));
    expect(process.memoryUsage().heapUsed - entriesBefore).toBeLessThan(2 ** 24); // a list of one table needs 8 GB
    expect(tables[99]?.length).toBe(1.01e9);
  });

  it('is empty without tasks', () => {
    expect(new TaskTable([]).length).toBe(0);
    expect(() => new TaskTable([]).pick(randomStream(1, 'user'))).toThrow(RangeError);
  });
});

describe('a class with heavy tasks', () => {
  function look() {}
  function buy() {}

  it('picks by weight', () => {
    class Shopper extends User {
      static override tasks = [[look, 1e7] as const, [buy, 3e7] as const];
    }
    const table = tasksOf(Shopper, newEnvironment().environment);
    const random = randomStream(1, 'user');
    const picked: Task[] = Array.from({ length: 4000 }, () => table.pick(random));
    const share = picked.filter(({ name }) => name === 'buy').length / picked.length;
    expect(share).toBeCloseTo(0.75, 1);
  });

  it('keeps the order of a SequentialTaskSet', () => {
    class Trip extends SequentialTaskSet {
      static override tasks = [[look, 1e7] as const, buy];
    }
    const table = tasksOf(Trip, newEnvironment().environment);
    expect([0, 1e7 - 1, 1e7].map((index) => table.at(index).name)).toEqual(['look', 'look', 'buy']);
  });
});
