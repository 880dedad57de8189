/** Finds user classes and shapes among the exports of a locustfile. */
import { LoadShape } from '../../core/shape.js';
import { isRunnable, type UserClass } from '../../user/classes/check.js';
import { isPlainObject } from '../../util/plain-object.js';

/** A shape class that can be instantiated. */
export type ShapeClass = new () => LoadShape;

/** The exports of a file, as `import` gives them. */
export type FileExports = Readonly<Record<string, unknown>>;

/**
 * The user classes among the exports, those in exported arrays, objects and Maps included: classes that a factory
 * creates at run time. A class without a name, or with a shared one, is named after its export.
 */
export function userClassesIn(exports: FileExports): UserClass[] {
  const found = new Map<UserClass, string>();
  for (const [name, value] of candidates(exports)) {
    if (isRunnable(value) && (!found.has(value) || found.get(value) === 'default')) found.set(value, name);
  }
  const names = [...found.keys()].map(({ name }) => name);
  const isDistinct = (name: string) => !generatedName.test(name) && names.filter((one) => one === name).length === 1;
  const taken = new Set(names.filter(isDistinct));
  for (const [userClass, name] of found) {
    if (isDistinct(userClass.name)) continue;
    const wanted = name === 'default' && !generatedName.test(userClass.name) ? userClass.name : name;
    Object.defineProperty(userClass, 'name', { value: freeName(wanted, taken) });
    taken.add(userClass.name);
  }
  return [...found.keys()];
}

/** No name, or the one that the compiler generates for a decorated class without a name. */
const generatedName = /^(_[a-z]{1,2}\d*)?$/i;

/** The name itself, or with a number if another class has it. */
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

/** The targets that a file exports as `targets`, unchecked; undefined if it has none. */
export function targetsIn(exports: FileExports): unknown {
  return exports.targets ?? (Object(exports.default) as FileExports).targets;
}

function isUsableShape(value: unknown): value is ShapeClass {
  if (typeof value !== 'function' || !(value.prototype instanceof LoadShape)) return false;
  return !(Object.hasOwn(value, 'abstract') && (value as unknown as typeof LoadShape).abstract);
}

/** A CommonJS file's exports are also the properties of its default export. */
function candidates(exports: FileExports): (readonly [name: string, value: unknown])[] {
  const own = Object.entries(exports);
  const nested = Object.entries(Object(exports.default) as FileExports);
  return [...own, ...nested].flatMap(([name, value]) => expandExport(name, value));
}

/** Classes in arrays get the export's name and a number, those in Maps and plain objects their key. */
function expandExport(name: string, value: unknown): (readonly [name: string, value: unknown])[] {
  if (Array.isArray(value)) return value.map((one, i) => [`${name}${i + 1}`, one]);
  if (value instanceof Map) return [...value].map(([key, one]) => [String(key), one]);
  return isPlainObject(value) ? Object.entries(value) : [[name, value]];
}
