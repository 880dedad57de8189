import { expect, it } from 'vitest';
import { classChangeFor } from '../../../src/cluster/master/class-change.js';

const change = { userClass: 'A', attributes: { weight: 3 }, tasks: ['visit', 'lookAround'], isOtherSelection: true };
const python = { isTsloc: false, classNames: new Set(['A']), userCounts: new Map<string, number>() };

it('gives a tsloc worker all of a change', () => {
  const worker = { ...python, isTsloc: true, classNames: null };
  const data = { user_class_name: 'A', weight: 3, tasks: ['visit', 'lookAround'] };
  expect(classChangeFor(worker, change)).toEqual(data);
  expect(classChangeFor(worker, { ...change, isOtherSelection: false })).toEqual(data);
  expect(classChangeFor(worker, { ...change, tasks: undefined })).toEqual({ user_class_name: 'A', weight: 3 });
});

it('gives a Python worker only changes of classes that it has: others end it', () => {
  expect(classChangeFor(python, { ...change, userClass: 'B' })).toBeNull();
  expect(classChangeFor({ ...python, classNames: null }, change)).toBeNull();
  const running = { ...python, classNames: null, userCounts: new Map([['A', 0]]) };
  expect(classChangeFor(running, change)).toMatchObject({ user_class_name: 'A' });
});

it('gives a Python worker other selections of tasks only, in both spellings', () => {
  expect(classChangeFor(python, change)).toEqual({
    user_class_name: 'A',
    weight: 3,
    tasks: ['visit', 'lookAround', 'look_around'],
  });
  expect(classChangeFor(python, { ...change, isOtherSelection: false })).toEqual({ user_class_name: 'A', weight: 3 });
});
