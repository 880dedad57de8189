import { describe, expect, it } from 'vitest';
import { applyDecorator, type Decorated } from '../../../src/user/tasks/decorated.js';
import { User } from '../../../src/user/user.js';

/** A decorator that only records its target. */
function noting() {
  const noted: Decorated[] = [];
  const decorate = (...given: unknown[]) => applyDecorator('mark', given, (decorated) => noted.push(decorated));
  // biome-ignore lint/suspicious/noExplicitAny: it fits everything
  return { noted, mark: decorate as any };
}

const misplaced = (where: string) =>
  expect.objectContaining({
    code: 'BAD_DECORATOR',
    message: `Expected @mark on a method or a static task set, got it on ${where}.`,
  });

describe('applyDecorator', () => {
  it('finds a method, a static class member, or a class', () => {
    const { noted, mark } = noting();
    @mark
    class Shop extends User {
      @mark static Cart = class Basket {};
      @mark browse() {}
    }
    expect(noted).toEqual([
      { target: Shop.prototype.browse, name: 'browse', kind: 'method', ownerClass: null, isStandard: true },
      { target: Shop, name: 'Shop', kind: 'class', ownerClass: null, isStandard: true },
      { target: Shop.Cart, name: 'Cart', kind: 'static member', ownerClass: Shop, isStandard: true },
    ]);
  });

  it('finds the same with experimentalDecorators', () => {
    const { noted, mark } = noting();
    class Shop extends User {
      static Cart = class Basket {};
      browse() {}
    }
    mark(Shop.prototype, 'browse', Object.getOwnPropertyDescriptor(Shop.prototype, 'browse'));
    mark(Shop, 'Cart');
    expect(mark(Shop)).toBeUndefined();
    expect(noted).toEqual([
      { target: Shop.prototype.browse, name: 'browse', kind: 'method', ownerClass: null, isStandard: false },
      { target: Shop.Cart, name: 'Cart', kind: 'static member', ownerClass: Shop, isStandard: false },
      { target: Shop, name: 'Shop', kind: 'class', ownerClass: null, isStandard: false },
    ]);
  });

  it('does not change the static member', () => {
    const { mark } = noting();
    const Cart = class {};
    class Shop extends User {
      @mark static Cart = Cart;
    }
    expect(Shop.Cart).toBe(Cart);
  });

  it('finds the declaring class, not a subclass', () => {
    const { noted, mark } = noting();
    class Shop extends User {
      @mark static Cart = class {};
    }
    class Kiosk extends Shop {}
    expect(noted.map(({ ownerClass }) => ownerClass)).toEqual([Shop]);
    expect(Kiosk.Cart).toBe(Shop.Cart);
  });

  it('rejects a static member that is not a class', () => {
    const { mark } = noting();
    expect(() => {
      class Shop extends User {
        @mark static price = 3;
      }
      return Shop;
    }).toThrow(misplaced("'price', a static field that is not a class"));
    class Shop extends User {
      static price = 3;
      static count = () => 3;
    }
    expect(() => mark(Shop, 'price')).toThrow(misplaced("'price', a static member that is not a class"));
    expect(() => mark(Shop, 'count')).toThrow(misplaced("'count', a static member that is not a class"));
  });

  it.each(['onStart', 'onStop', 'run', 'wait', 'sleep', 'interrupt'])(
    'rejects %s, which tsloc itself calls',
    (name) => {
      const { mark } = noting();
      const owner = { [name]: () => {} };
      expect(() => mark(owner, name, Object.getOwnPropertyDescriptor(owner, name))).toThrow(
        expect.objectContaining({
          message: `Expected @mark on a method of your own, got it on '${name}'.`,
          hint: 'tsloc itself uses that name; give the task another one.',
        }),
      );
    },
  );
});
