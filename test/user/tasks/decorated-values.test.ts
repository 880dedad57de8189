import { expect, it } from 'vitest';
import type { Decorated } from '../../../src/user/tasks/decorated.js';
import { DecoratedValues } from '../../../src/user/tasks/decorated-values.js';

it('keeps values of methods, and of static members by class and name', () => {
  class Owner {}
  class Derived extends Owner {}
  const method = (): void => {};
  const ofMethod: Decorated = { target: method, name: 'a', kind: 'method', ownerClass: null, isStandard: true };
  const ofMember = (name: string): Decorated => ({
    ...{ target: Owner, name, kind: 'static member', ownerClass: Owner, isStandard: true },
  });
  const values = new DecoratedValues<number>();
  expect([values.get(ofMethod), values.get(ofMember('b'))]).toEqual([undefined, undefined]);
  values.set(ofMethod, 1);
  values.set(ofMember('c'), 2);
  values.set(ofMember('b'), 3);
  values.set(ofMember('c'), 4);
  expect([values.get(ofMethod), values.ofMethod(method), values.get(ofMember('b'))]).toEqual([1, 1, 3]);
  expect([...values.ofMembers(Owner)]).toEqual([
    ['c', 4],
    ['b', 3],
  ]);
  expect(values.ofMembers(Derived).size).toBe(0);
});
