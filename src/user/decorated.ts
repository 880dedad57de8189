/** What a decorator stands on, in either style: standard, or with `experimentalDecorators`. */
import { TslocError } from '../util/error.js';
import { recordOriginal } from './decorated-originals.js';

/** The arguments that a decorator was called with. */
export type DecoratorArguments = readonly unknown[];

/** A method, or a class: one that is a static member of `holder`, or one by itself. */
export interface Decorated {
  readonly target: object;
  readonly name: string;
  readonly place: 'method' | 'static member' | 'class';
  /** The class that has it as a static member; null for methods and for classes by themselves. */
  readonly holder: object | null;
}

interface StandardContext {
  readonly kind: string;
  readonly name: string | symbol | undefined;
  readonly static?: boolean;
  readonly private?: boolean;
  readonly metadata?: object;
}

const reservedNames = [
  ...(['constructor', 'onStart', 'onStop', 'run', 'wait', 'waitTime', 'sleep', 'interrupt', 'getNextTask'] as const),
  ...(['scheduleTask', 'environment', 'random', 'client', 'user', 'parent', 'createdAt', 'tasks', 'pickTask'] as const),
];

/** What users and task sets are called by themselves: no name for a task. */
export type ReservedName = (typeof reservedNames)[number];

const reserved: ReadonlySet<string> = new Set(reservedNames);

/** What a user is called by itself, besides those; a task set may have a task called so. */
export const reservedOfUsers: ReadonlySet<string> = new Set([
  ...['stop', 'abandon', 'background', 'measure', 'signal', 'activity'],
  ...['isLeaving', 'isFinished', 'isStopping', 'takeIteration'],
]);

/**
 * Tells `note` what was decorated: now, or when a static member has its value. Returns what the decorator must return.
 * @throws {TslocError} `BAD_DECORATOR` on anything but a method or a class
 */
export function noteDecorated(
  decorator: string,
  given: DecoratorArguments,
  note: (decorated: Decorated) => void,
): unknown {
  const [first, place, descriptor] = given;
  if (isContext(place)) return noteStandard(decorator, first, place, note);
  const name = String(place);
  if (typeof first === 'function' && place === undefined)
    note({ target: first, name: first.name, place: 'class', holder: null });
  else if (typeof first === 'function')
    note({ target: memberOf(decorator, first, name), name, place: 'static member', holder: first });
  else noteMethod(methodOf(decorator, first, name, descriptor), name, first as object, note);
  return undefined;
}

function noteStandard(
  decorator: string,
  value: unknown,
  context: StandardContext,
  note: (decorated: Decorated) => void,
) {
  const name = String(context.name);
  if (context.kind === 'class') note({ target: value as object, name, place: 'class', holder: null });
  else if (context.kind === 'field' && context.static === true) return noteLater(decorator, name, note);
  else if (context.kind === 'method' && isCallable(context))
    noteMethod(checked(decorator, value, name), name, context.metadata, note);
  else throw misplaced(decorator, describe(context), name);
  return undefined;
}

function noteMethod(target: object, name: string, owner: object | undefined, note: (decorated: Decorated) => void) {
  if (owner !== undefined) recordOriginal(owner, name, target);
  note({ target, name, place: 'method', holder: null });
}

/** A static member has no value yet when it is decorated: its initializer is told. */
function noteLater(decorator: string, name: string, note: (decorated: Decorated) => void) {
  return function (this: object, value: unknown): unknown {
    if (typeof value !== 'function') throw misplaced(decorator, 'a static field that is no class', name);
    note({ target: value, name, place: 'static member', holder: this });
    return value;
  };
}

function isContext(place: unknown): place is StandardContext {
  return typeof place === 'object' && place !== null && 'kind' in place;
}

/** Tasks are found by their names: one with a name that only its class can see would never be run. */
function isCallable({ name, static: isStatic, private: isPrivate }: StandardContext): boolean {
  return isStatic !== true && isPrivate !== true && typeof name === 'string';
}

function describe({ kind, name, static: isStatic, private: isPrivate }: StandardContext): string {
  if (isStatic === true) return `a static ${kind}`;
  if (isPrivate === true) return `a private ${kind}`;
  return typeof name === 'symbol' ? `a ${kind} without a name` : `a ${kind}`;
}

function memberOf(decorator: string, holder: object, name: string): object {
  const value: unknown = (holder as Record<string, unknown>)[name];
  if (typeof value === 'function' && /^class\b/.test(Function.prototype.toString.call(value))) return value;
  throw misplaced(decorator, 'a static member that is no class', name);
}

function methodOf(decorator: string, prototype: unknown, name: string, descriptor: unknown): object {
  const isDescribed = typeof descriptor === 'object' && descriptor !== null;
  const value: unknown = isDescribed
    ? (descriptor as PropertyDescriptor).value
    : (Object(prototype) as Record<string, unknown>)[name];
  return checked(decorator, value, name);
}

function checked(decorator: string, method: unknown, name: string): object {
  if (typeof method !== 'function') throw misplaced(decorator, 'something else', name);
  if (reserved.has(name)) throw notYours(decorator, name);
  return method;
}

/** `BAD_DECORATOR`: tsloc itself uses that name. */
export function notYours(decorator: string, name: string): TslocError {
  const hint = 'The user itself calls it; give the task a name of its own.';
  const message = `Expected @${decorator} on a method of your own, got it on '${name}'.`;
  return new TslocError('BAD_DECORATOR', message, { hint });
}

/** `BAD_DECORATOR`: it stands on `place`. */
export function misplaced(decorator: string, place: string, name: string): TslocError {
  return new TslocError('BAD_DECORATOR', `Expected @${decorator} on a method, got it on ${place} called '${name}'.`);
}
