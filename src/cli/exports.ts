/** What a user's file offers: user classes and shapes among its exports. */
import { LoadShape } from '../core/shape.js';
import { isRunnable, type UserClass } from '../user/check.js';

/** A class of shapes that can be used. */
export type ShapeClass = new () => LoadShape;

/** The exports of a file, as `import` gives them. */
export type FileExports = Readonly<Record<string, unknown>>;

/**
 * The user classes among the exports, those in exported arrays included: what a factory makes at run time. A class
 * without a name, or with one that another has, is called as its export is.
 */
export function userClassesIn(exports: FileExports): UserClass[] {
  const found = new Map<UserClass, string>();
  for (const [name, value] of candidates(exports)) {
    if (isRunnable(value) && !found.has(value)) found.set(value, name);
  }
  const taken = new Set<string>();
  for (const [userClass, name] of found) {
    if (madeUpName.test(userClass.name) || taken.has(userClass.name))
      Object.defineProperty(userClass, 'name', { value: freeName(name, taken) });
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
  return [...own, ...nested].flatMap(([name, value]) =>
    Array.isArray(value) ? value.map((one, i) => [`${name}${i + 1}`, one] as const) : [[name, value] as const],
  );
}
