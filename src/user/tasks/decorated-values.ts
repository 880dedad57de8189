/** What a decorator records of methods, and of static members by their class and name. */
import type { Decorated } from './decorated.js';

export class DecoratedValues<V> {
  readonly #ofMethods = new WeakMap<object, V>();
  readonly #ofMembers = new WeakMap<object, ReadonlyMap<string, V>>();

  get({ target, name, ownerClass }: Decorated): V | undefined {
    return ownerClass === null ? this.ofMethod(target) : this.ofMembers(ownerClass).get(name);
  }

  set({ target, name, ownerClass }: Decorated, value: V): void {
    if (ownerClass === null) this.#ofMethods.set(target, value);
    else this.#ofMembers.set(ownerClass, new Map(this.ofMembers(ownerClass)).set(name, value));
  }

  ofMethod(method: object): V | undefined {
    return this.#ofMethods.get(method);
  }

  /** Those of a class's own static members, by name, in order of declaration. */
  ofMembers(ownerClass: object): ReadonlyMap<string, V> {
    return this.#ofMembers.get(ownerClass) ?? new Map();
  }
}
