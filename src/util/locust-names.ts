/** Locust's names that tsloc does not have: reading or setting one throws an error whose hint gives the name to use. */
import { TslocError } from './error.js';
import { locustNames, type NameOwner } from './locust-name-table.js';
import { snakeCase } from './text/letter-case.js';

/**
 * Makes every object with this prototype throw on the names in the table, in Python's spelling and in camelCase. Names
 * that the prototype already has are left alone, and members that an object or a subclass defines take precedence.
 */
export function rejectLocustNames(prototype: object, owner: NameOwner): void {
  for (const [word, right] of Object.entries(locustNames[owner])) {
    const camelCase = camelCaseOf(word);
    for (const wrong of new Set([word, camelCase])) {
      if (wrong === right || wrong in prototype) continue;
      Object.defineProperty(prototype, wrong, throwingProperty(owner, wrong, right, camelCase));
    }
  }
}

/** A copy of plain data that throws on the names in the table, and on its own keys in Python's spelling. */
export function copyRejectingLocustNames<T extends object>(data: T, owner: NameOwner): T {
  const prototype = {};
  rejectLocustNames(prototype, owner);
  for (const key of Object.keys(data)) {
    const pythonName = snakeCase(key);
    if (pythonName !== key) Object.defineProperty(prototype, pythonName, throwingProperty(owner, pythonName, key, key));
  }
  // The keys are defined, not assigned: one may be in the table, and its setter throws.
  return Object.create(prototype, Object.getOwnPropertyDescriptors(data)) as T;
}

/** True if an object, or what it inherits from, has a member of this name; names that throw are not members. */
export function hasMember(object: object, name: string): boolean {
  for (let holder: object | null = object; holder !== null; holder = Object.getPrototypeOf(holder)) {
    const member = Object.getOwnPropertyDescriptor(holder, name);
    if (member !== undefined && !throwingGetters.has(member.get as () => never)) return true;
  }
  return false;
}

const throwingGetters = new WeakSet<() => never>();

function throwingProperty(
  owner: NameOwner,
  wrong: string,
  right: string | null,
  camelCase: string,
): PropertyDescriptor {
  function throwUnknownName(this: object): never {
    const isDefined = Object.hasOwn(this, camelCase);
    const message = `Expected a name that tsloc has, got ${owner}.${wrong}.`;
    const hint = isDefined ? `Use ${camelCase}.` : right === null ? 'tsloc has no equivalent yet.' : `Use ${right}.`;
    throw new TslocError('UNKNOWN_NAME', message, { hint });
  }
  throwingGetters.add(throwUnknownName);
  return { get: throwUnknownName, set: throwUnknownName, configurable: true };
}

function camelCaseOf(word: string): string {
  return word.replace(/(?<=[a-z])_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
