import { describe, expect, it } from 'vitest';
import { type FileExports, shapesIn, targetsIn, userClassesIn } from '../../../src/cli/loading/exports.js';
import { LoadShape } from '../../../src/core/shape.js';
import { HttpUser } from '../../../src/protocols/http/http-user.js';
import { StagesShape } from '../../../src/runner/stages-shape.js';
import type { UserClass } from '../../../src/user/classes/check.js';
import { User } from '../../../src/user/user.js';

const namesIn = (exports: FileExports) => userClassesIn(exports).map(({ name }) => name);

class Shopper extends User {}
class Admin extends HttpUser {}

/** A factory that creates classes without a name, or with the same name. */
function make(name?: string): UserClass {
  return name === undefined ? class extends User {} : ({ [name]: class extends User {} }[name] as UserClass);
}
const nameless = () => Object.defineProperty(make(), 'name', { value: '' });

describe('the user classes of a file', () => {
  it('are the exported classes that can be run, in order', () => {
    class Base extends User {
      static override abstract = true;
    }
    const helper = () => new Shopper(null as never);
    expect(namesIn({ Shopper, Base, User, HttpUser, helper, hosts: ['a'], none: null, count: 3, Admin })).toEqual([
      'Shopper',
      'Admin',
    ]);
  });

  it('are counted once, however often they are exported', () => {
    expect(userClassesIn({ Shopper, default: Shopper, all: [Shopper, Admin], Admin })).toEqual([Shopper, Admin]);
  });

  it('include those in exported arrays and in the default export, as CommonJS exports them', () => {
    expect(namesIn({ users: [Shopper, null, 'x', Admin] })).toEqual(['Shopper', 'Admin']);
    expect(namesIn({ default: { Shopper, users: [Admin] } })).toEqual(['Shopper', 'Admin']);
    expect(namesIn({ default: [Shopper] })).toEqual(['Shopper']);
  });

  it('without a name are named after their export, in arrays with a number', () => {
    expect(namesIn({ North: nameless(), South: nameless() })).toEqual(['North', 'South']);
    expect(namesIn({ users: [nameless(), nameless()] })).toEqual(['users1', 'users2']);
    expect(namesIn({ North: make('_a'), users: [make('_b2'), make('_')] })).toEqual(['North', 'users1', '_']);
  });

  it('with the same name from a factory get the names of their exports, including the first', () => {
    expect(namesIn({ One: make('Any'), Two: make('Any'), list: [make('Any')] })).toEqual(['One', 'Two', 'list1']);
  });

  it('keep the class name of a default export instead of "default"', () => {
    expect(namesIn({ One: make('Any'), default: make('Any') })).toEqual(['One', 'Any']);
    const shared = make('Any');
    expect(namesIn({ default: shared, shop: shared, Two: make('Any') })).toEqual(['shop', 'Two']);
    expect(namesIn({ default: nameless() })).toEqual(['default']);
  });

  it('include those in exported objects and Maps, named by key if their own names are not unique', () => {
    expect(namesIn({ all: { P: make('Any'), Q: make('Any'), Shopper } })).toEqual(['P', 'Q', 'Shopper']);
    expect(
      namesIn({
        all: new Map<unknown, UserClass>([
          ['k', nameless()],
          [2, nameless()],
        ]),
      }),
    ).toEqual(['k', '2']);
    expect(
      namesIn({
        instance: new (class {
          inside = Shopper;
        })(),
      }),
    ).toEqual([]);
  });

  it('keep unique names', () => {
    expect(namesIn({ users: [make('A'), make('B')] })).toEqual(['A', 'B']);
  });

  it('always get unique names', () => {
    const all = { B: make('A'), A: make('A'), users1: make('users1'), users: [make('A'), make('A')] };
    const names = namesIn(all);
    expect(names).toHaveLength(5);
    expect(new Set(names).size).toBe(5);
  });
});

describe('the shapes of a file', () => {
  class Wave extends LoadShape {
    tick() {
      return null;
    }
  }
  class Rush extends StagesShape {}

  it('are the exported ones that are not abstract', () => {
    class Base extends Wave {
      static override abstract = true;
    }
    class Concrete extends Base {}
    expect(shapesIn({ LoadShape, StagesShape, Base, Wave, Concrete, Shopper, wave: new Wave(), none: null })).toEqual([
      Wave,
      Concrete,
    ]);
  });

  it('are found in arrays and in the default export, once each', () => {
    expect(shapesIn({ default: Wave, Wave, shapes: [Rush, Wave] })).toEqual([Wave, Rush]);
  });
});

it('finds targets, those of a CommonJS file included', () => {
  expect(targetsIn({ targets: ['p95 < 1s'] })).toEqual(['p95 < 1s']);
  expect(targetsIn({ default: { targets: ['p95 < 1s'] } })).toEqual(['p95 < 1s']);
  expect(targetsIn({ Shopper })).toBeUndefined();
});
