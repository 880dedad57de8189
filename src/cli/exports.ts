/** What a user's file offers: user classes and shapes among its exports. */
import { LoadShape } from '../core/shape.js';
import { isRunnable, type UserClass } from '../user/check.js';

/** A class of shapes that can be used. */
export type ShapeClass = new () => LoadShape;

/** The exports of a file, as `import` gives them. */
export type FileExports = Readonly<Record<string, unknown>>;

/**
 * The user classes among the exports, those in exported arrays, objects and Maps included: what a factory makes at run
 * time. Classes without a name, and all those that share one, are called as their exports are.
 */
export function userClassesIn(exports: FileExports): UserClass[] {
  const found = new Map<UserClass, string>();
  for (const [name, value] of candidates(exports)) {
    if (isRunnable(value) && (!found.has(value) || found.get(value) === 'default')) found.set(value, name);
  }
  const names = [...found.keys()].map(({ name }) => name);
  const isTelling = (name: string) => !madeUpName.test(name) && names.filter((one) => one === name).length === 1;
  const taken = new Set(names.filter(isTelling));
  for (const [userClass, name] of found) {
    if (isTelling(userClass.name)) continue;
    const wanted = name === 'default' && !madeUpName.test(userClass.name) ? userClass.name : name;
    Object.defineProperty(userClass, 'name', { value: freeName(wanted, taken) });
    taken.add(userClass.name);
  }
  return [...found.keys()];
}

/** None, or what the compiler calls a class that has decorators and no name. */
const madeUpName = /^(_[a-z]{1,2}\d*)?$/i;

/** The name itself, or with a number where another class has it. */
function freeName(name: string, taken: ReadonlySet<string>): string {
  let free = name;
  for (let n = 2; taken.has(free); n++) free = `${name}_${n}`;
  return free;
}

/** The shapes among the exports that are not abstract. */
export function shapesIn(exports: FileExports): ShapeClass[] {
  const shapes = candidates(exports).map(([, value]) => value);
  return [...new Set(shapes.filter(isUsableShape))];
}

function isUsableShape(value: unknown): value is ShapeClass {
  if (typeof value !== 'function' || !(value.prototype instanceof LoadShape)) return false;
  return !(Object.hasOwn(value, 'abstract') && (value as unknown as typeof LoadShape).abstract);
}

/** A CommonJS file's exports are also the properties of its default export. */
function candidates(exports: FileExports): (readonly [name: string, value: unknown])[] {
  const own = Object.entries(exports);
  const nested = Object.entries(Object(exports.default) as FileExports);
  return [...own, ...nested].flatMap(([name, value]) => unpacked(name, value));
}

/** What is in a list is numbered, what is in a Map or a plain object has its key. */
function unpacked(name: string, value: unknown): (readonly [name: string, value: unknown])[] {
  if (Array.isArray(value)) return value.map((one, i) => [`${name}${i + 1}`, one]);
  if (value instanceof Map) return [...value].map(([key, one]) => [String(key), one]);
  return isPlain(value) ? Object.entries(value) : [[name, value]];
}

function isPlain(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
