import { describe, expect, it } from 'vitest';
import { recordPosition, sortByDeclaration, takePosition } from '../../../src/user/tasks/declaration-order.js';

class Trip {
  static Rest = class {};
  walk() {}
  ride() {}
}

const method = (name: 'walk' | 'ride') =>
  ({ target: Trip.prototype[name], name, kind: 'method', ownerClass: null, isStandard: true }) as const;
const member = { target: Trip.Rest, name: 'Rest', kind: 'static member', ownerClass: Trip, isStandard: true } as const;

describe('sortByDeclaration', () => {
  const order = (methods: string[], members: string[]) => sortByDeclaration(Trip, { methods, members }, (name) => name);

  it('needs no positions for methods or members alone', () => {
    expect(order(['walk', 'ride'], [])).toEqual(['walk', 'ride']);
    expect(order([], ['Rest'])).toEqual(['Rest']);
  });

  it('sorts methods and members by their positions, and rejects those without one', () => {
    recordPosition(method('ride'), takePosition());
    recordPosition(member, takePosition());
    recordPosition({ ...method('walk'), isStandard: false }, takePosition());
    expect(order(['ride'], ['Rest'])).toEqual(['ride', 'Rest']);
    expect(() => order(['walk', 'ride'], ['Rest'])).toThrow(
      expect.objectContaining({
        code: 'UNKNOWN_TASK_ORDER',
        message: expect.stringContaining("got 'walk', whose position is not known"),
      }),
    );
    recordPosition(method('walk'), takePosition());
    expect(order(['walk', 'ride'], ['Rest'])).toEqual(['ride', 'Rest', 'walk']);
  });
});
